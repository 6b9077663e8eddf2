package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestTest {

  @Test
  void parts_do_not_run_together() {
    // all ways to cut one text into parts, of which no two may give the same
    Map<String, List<String>> seen = new HashMap<>();
    Random random = new Random(7);
    String text = "aaabbb\0\0\0\0";
    for (int i = 0; i < 2000; i++) {
      List<String> parts = cut(text, random);
      List<String> other = seen.put(digest(parts), parts);
      assertThat(other == null || other.equals(parts)).as("%s and %s", parts, other).isTrue();
    }
    assertThat(seen).hasSizeGreaterThan(100);
  }

  @Test
  void the_order_and_empty_parts_count() {
    assertThat(digest(List.of("a", "b"))).isNotEqualTo(digest(List.of("b", "a")));
    assertThat(digest(List.of("a"))).isNotEqualTo(digest(List.of("a", "")));
    assertThat(digest(List.of())).isNotEqualTo(digest(List.of("")));
  }

  @Test
  void it_is_sha_256_over_the_length_and_the_bytes() {
    // printf '\0\0\0\0\0\0\0\001a' | sha256sum
    assertThat(digest(List.of("a")))
        .isEqualTo("3b196fd4907bedf51c3090e9835f2f7cb61e7ee1b2299ea3b8fed9b4183a822a");
  }

  private static List<String> cut(String text, Random random) {
    int first = random.nextInt(text.length() + 1);
    int second = first + random.nextInt(text.length() - first + 1);
    int third = second + random.nextInt(text.length() - second + 1);
    return List.of(
        text.substring(0, first),
        text.substring(first, second),
        text.substring(second, third),
        text.substring(third));
  }

  private static String digest(List<String> parts) {
    Digest digest = new Digest();
    parts.forEach(digest::text);
    return digest.hex();
  }
}
