package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageTest {
  static final Artifact ONE = new Artifact("docker.web", "sha256:1");
  static final Artifact OTHER = new Artifact("amazon-ebs", "eu-west-1:ami-1");

  @Test
  void it_is_named_after_its_fingerprint_and_build() {
    Image image = image(ONE);

    assertThat(image.id()).isEqualTo("0123456789ab-2");
    assertThat(image.fingerprint()).hasSize(64);
    assertThat(image.builtFrom()).isEqualTo("c".repeat(40));
  }

  @Test
  void json_keeps_it_whole() throws Exception {
    ObjectMapper json = new ObjectMapper();
    Image image = image(ONE, OTHER);

    String text = json.writeValueAsString(image);

    assertThat(text).contains("\"builtAt\":\"2026-01-02T03:04:05.678Z\"");
    assertThat(json.readValue(text, Image.class)).isEqualTo(image);
  }

  @Test
  void servers_get_the_one_artifact_and_never_a_guess() throws Exception {
    assertThat(image(ONE).artifact()).isEqualTo(ONE);
    assertThatThrownBy(() -> image().artifact())
        .hasMessage("image 0123456789ab-2 has no artifact; servers need exactly one");
    assertThatThrownBy(() -> image(ONE, OTHER).artifact())
        .hasMessage(
            "image 0123456789ab-2 has 2 artifacts: docker.web sha256:1, amazon-ebs"
                + " eu-west-1:ami-1; servers need exactly one");
  }

  private static Image image(Artifact... artifacts) {
    return Image.of(
        new Fingerprint("0123456789ab" + "0".repeat(52), Map.of("files", "f".repeat(64))),
        2,
        List.of(artifacts),
        new Commit("v1", "c".repeat(40), "ccccccc", "one", Instant.EPOCH),
        Instant.parse("2026-01-02T03:04:05.678Z"));
  }
}
