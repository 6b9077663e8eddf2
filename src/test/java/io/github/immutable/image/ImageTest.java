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
    assertThat(image(ONE).artifact(null)).isEqualTo(ONE);
    assertThatThrownBy(() -> image().artifact(null))
        .hasMessage("image 0123456789ab-2 has no artifact; servers need exactly one");
    assertThatThrownBy(() -> image(ONE, OTHER).artifact(null))
        .hasMessage(
            "image 0123456789ab-2 has 2 artifacts: docker.web sha256:1, amazon-ebs"
                + " eu-west-1:ami-1; servers need exactly one");
  }

  @Test
  void promise_6_each_region_has_its_own_exact_id() throws Exception {
    Artifact amazon = new Artifact("amazon-ebs", "eu-west-1:ami-1,us-east-1:ami-2");
    Artifact ocean = new Artifact("digitalocean", "nyc3,fra1:12345");

    assertThat(image(amazon).artifact("us-east-1").id()).isEqualTo("ami-2");
    assertThat(image(amazon).artifact(null)).isEqualTo(amazon);
    assertThat(image(ocean).artifact("nyc3").id()).isEqualTo("12345");
    assertThat(image(ocean).artifact("fra1").id()).isEqualTo("12345");
    assertThat(image(new Artifact("one", "ami-3")).artifact("eu-west-1").id()).isEqualTo("ami-3");
  }

  @Test
  void an_image_of_other_regions_is_refused_with_their_names() {
    Artifact amazon = new Artifact("amazon-ebs", "eu-west-1:ami-1,us-east-1:ami-2");

    assertThatThrownBy(() -> image(amazon).artifact("eu-west"))
        .hasMessage("the image is not in region eu-west, but in eu-west-1, us-east-1");
    assertThatThrownBy(() -> image(new Artifact("ocean", "nyc3,fra1:12345")).artifact("ams3"))
        .hasMessage("the image is not in region ams3, but in nyc3, fra1");
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
