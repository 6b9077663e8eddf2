package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.image.Fingerprint;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Pipelines;
import io.github.immutable.release.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger register-images}, from what is typed to what is in the ledger. */
class RegisterImagesTest {
  private static final String BASE = "sha256:" + "b".repeat(64);
  private static final String ARTIFACT = "sha256:" + "1".repeat(64);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  private SampleProject project = new SampleProject(Path.of(""));
  private String imageId = "";

  @BeforeEach
  void an_image_of_v1_exists_and_one_of_somebody_else() throws Exception {
    project =
        SampleProject.committed(folder)
            .edit(
                "pipelines/local.yml", "\"packer/container/base-image\"", "echo, \"" + BASE + "\"");
    Pipeline.Image image = Pipelines.choose(folder, null).image();
    imageId =
        Fingerprint.of(
                folder, image.inputs(), image.variables(), image.prepare(), image.template(), BASE)
            .imageId(1);
    Path inventory = folder.resolve("terraform/container/inventory");
    Files.writeString(
        inventory,
        """
        #!/bin/sh
        echo '[{"id": "%s", "image_id": "%s", "created": "2026-11-21T12:47:28Z"},
               {"id": "sha256:other", "image_id": "0123456789ab-7"}]'
        """
            .formatted(ARTIFACT, imageId));
  }

  @Test
  void shows_what_it_would_record_and_records_nothing() {
    Run run = project.run("ledger", "register-images", "--dry-run");

    assertThat(run.out())
        .startsWith(
            """
            Not in the ledger:
              %s of v1: %s
            Left alone:
              0123456789ab-7, sha256:other: of none of these versions: v1, HEAD
            """
                .formatted(imageId, ARTIFACT))
        .contains("1 image; nothing was recorded");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(project.run("images").out()).startsWith("no images yet");
  }

  @Test
  void does_nothing_where_nobody_can_be_asked() {
    Run run = project.run("ledger", "register-images");

    assertThat(run.firstOfStory())
        .isEqualTo("immutable: ledger register-images asks first, and nobody is there to answer");
    assertThat(run.err()).contains("immutable ledger register-images --yes --pipeline local");
    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(project.run("images").out()).startsWith("no images yet");
  }

  @Test
  void records_it_once() {
    Run run = project.run("ledger", "register-images", "v1", "--yes", "--output", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().at("/headline").asText()).isEqualTo("1 image recorded");
    assertThat(run.err()).contains("Not in the ledger:", imageId);
    assertThat(project.run("images", "--output", "json").json())
        .singleElement()
        .satisfies(
            its -> {
              assertThat(its.at("/image/id").asText()).isEqualTo(imageId);
              assertThat(its.at("/image/built_at").asText()).isEqualTo("2026-11-21T12:47:28Z");
              assertThat(its.at("/image/artifacts/0/id").asText()).isEqualTo(ARTIFACT);
              assertThat(its.at("/exists").asText()).isEqualTo("yes");
            });
    assertThat(project.run("ledger", "register-images", "--yes").out())
        .contains("no image exists that could be recorded and is not");
  }

  @Test
  void a_version_that_there_is_not_is_refused() {
    Run run = project.run("ledger", "register-images", "v7");

    assertThat(run.firstOfStory()).contains("v7");
    assertThat(run.exitCode()).isEqualTo(Outcome.BAD_REQUEST);
  }
}
