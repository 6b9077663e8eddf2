package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Templates that were there before, built by the real Packer and released. */
@Tag("waits")
class AdoptedTemplateTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  private static final String PIPELINE = "pipelines/local.yml";

  @SuppressWarnings("NullAway.Init") // each test begins with it
  private Sample web;

  @AfterEach
  void remove_what_was_built() {
    web.immutable("destroy", "--yes").exits(0);
    Containers.removeImages("adopted=" + web.application);
  }

  @Test
  void a_legacy_template_is_built_and_released_and_an_unchanged_one_is_not_built_again()
      throws IOException {
    project("legacy", "image/web.json");

    JsonNode built = releasedOnce();

    assertThat(built.at("/builder").asText()).isEqualTo("docker");
    web.checkout
        .edit("image/site.yml", "grep root", "grep licence")
        .version("a3", "A task that fails");
    Answer failed = web.immutable("release", "a3").exits(10);
    assertThat(failed.err())
        .contains(
            "task \"Look for a licence\" failed on host default (play \"Our web server\"): non-zero"
                + " return code 1",
            "Live:  a2");
    nothingIsLeft();
  }

  @Test
  void promise_6_without_a_manifest_the_exact_id_is_read_from_what_packer_prints()
      throws IOException {
    project("stream", "image/shell");
    web.checkout.edit(PIPELINE, "^ +manifest: .*\\n", "");

    JsonNode built = releasedOnce();

    assertThat(built.at("/builder").asText()).isEqualTo("docker.web");
    web.checkout
        .edit("image/shell/install.sh", "grep root", "grep licence")
        .version("a3", "A script that fails");
    Answer failed = web.immutable("release", "a3").exits(10);
    assertThat(failed.err()).contains("packer build failed: docker.web: Script exited");
    nothingIsLeft();
  }

  /** A project whose template starts from an image that has a web server already. */
  private void project(String name, String template) throws IOException {
    web = SAMPLES.project(name).quick();
    Path image = web.checkout.folder().resolve("image");
    Shell.run(
        Shell.BASE, "cp", "-r", "src/test/resources/adopted/image", web.checkout.folder() + "/");
    Path base = image.resolve("base");
    Files.writeString(base, "#!/bin/sh\necho " + web.imageOf("v1") + "\n");
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
    String label = "LABEL adopted=" + web.application;
    web.checkout
        .edit("image/web.json", "\"ENTRYPOINT", "\"" + label + "\", \"ENTRYPOINT")
        .edit("image/shell/web.pkr.hcl", "\"ENTRYPOINT", "\"" + label + "\", \"ENTRYPOINT")
        .edit(PIPELINE, "base: .*", "base: [image/base]")
        .edit(PIPELINE, "template: .*", "template: " + template)
        .edit(PIPELINE, "inputs: .*", "inputs: [image]")
        .edit(PIPELINE, "^ +(results|run): .*\\n", "");
  }

  /** The artifact that servers of the first release run; the second one built nothing. */
  private JsonNode releasedOnce() {
    web.checkout.version("a1", "As it was before");
    int before = web.command.runs("packer");
    web.immutable("release", "a1").exits(0);
    assertThat(web.command.runs("packer")).isEqualTo(before + 1);
    JsonNode artifact = web.newest().at("/release/image/artifacts/0");
    assertThat(artifact.at("/id").asText()).matches("sha256:[0-9a-f]{64}");

    web.checkout.edit("ansible/group_vars/all.yml", "healthy_requests:", "healthy_requests: 7");
    web.checkout.version("a2", "What is no input of this image");
    web.immutable("release", "a2").exits(0);
    assertThat(web.command.runs("packer")).as("builds").isEqualTo(before + 1);
    assertThat(web.newest().at("/release/image/artifacts/0")).isEqualTo(artifact);
    return artifact;
  }

  private void nothingIsLeft() {
    assertThat(web.immutable("status").exits(0).out()).contains("their answers prove the image");
    assertThat(web.containers.of("blue")).isEmpty();
    assertThat(web.containers.of("green")).hasSize(2);
    assertThat(
            Shell.lines(
                Shell.engine(), "ps", "--quiet", "--filter", "ancestor=" + web.imageOf("v1")))
        .as("builders")
        .isEmpty();
  }
}
