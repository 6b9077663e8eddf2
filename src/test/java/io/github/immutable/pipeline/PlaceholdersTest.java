package io.github.immutable.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  @Test
  void every_placeholder_is_filled_once() {
    assertThat(
            Placeholders.fill(
                "${image.id} at ${server.port}, $HOME",
                Map.of("image.id", "${x}$1\\", "server.port", "80")))
        .isEqualTo("${x}$1\\ at 80, $HOME");
  }

  @Test
  void a_placeholder_without_a_value_is_a_bug_of_the_caller() {
    assertThatThrownBy(() -> Placeholders.fill("${a}", Map.of("b", "c")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no value for ${a}, only for [b]");
  }
}
