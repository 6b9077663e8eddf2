package io.github.immutable.contract;

import static io.github.immutable.contract.UserFiles.PIPELINE;
import static io.github.immutable.contract.UserFiles.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseImagesTest {
  private static final String DIGEST = "sha256:" + "ab12".repeat(16);

  @TempDir Path folder;
  private UserFiles files;

  @BeforeEach
  void take_the_reference_files() {
    files = UserFiles.in(folder);
  }

  @Test
  void promise_6_the_newest_image_of_a_filter_is_refused() {
    files.appended(
        TEMPLATE,
        """
        source "amazon-ebs" "web" {
          source_ami_filter {
            filters     = { name = "debian-12-*" }
            most_recent = true
          }
        }
        """);

    Breach breach = files.onlyBreach();
    assertThat(breach.stops()).isTrue();
    assertThat(breach.place()).isEqualTo(TEMPLATE + ":" + files.line(TEMPLATE, "most_recent"));
    assertThat(breach.add()).containsExactly("source_ami = var.base_image");
    assertThat(breach.next()).contains("image.base");
  }

  @Test
  void promise_6_the_newest_image_of_a_data_source_is_refused() {
    files.appended(TEMPLATE, "data \"amazon-ami\" \"base\" {\n  most_recent = true\n}\n");

    assertThat(files.onlyBreach().message()).startsWith("`most_recent` takes whichever image");
  }

  @Test
  void promise_6_the_newest_image_of_a_family_is_refused() {
    files.appended(
        TEMPLATE, "source \"googlecompute\" \"web\" {\n  source_image_family = \"debian-12\"\n}\n");

    assertThat(files.onlyBreach().message()).startsWith("`source_image_family` takes");
  }

  @Test
  void one_of_several_that_is_not_the_newest_is_accepted() {
    files.appended(TEMPLATE, "data \"amazon-ami\" \"base\" {\n  most_recent = false\n}\n");

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void a_tag_as_base_is_refused_where_nothing_prints_its_id() {
    withoutBaseCommand().replaced(TEMPLATE, "image  = var.base_image", "image  = \"debian:12\"");

    Breach breach = files.onlyBreach();
    assertThat(breach.stops()).isTrue();
    assertThat(breach.place()).isEqualTo(TEMPLATE + ":" + files.line(TEMPLATE, "\"debian:12\""));
    assertThat(breach.message()).startsWith("the base image `debian:12` is no exact id");
    assertThat(breach.next()).contains("image.base");
  }

  @Test
  void a_tag_that_the_pipeline_or_a_default_gives_is_refused_as_well() {
    withoutBaseCommand();
    assertThat(files.onlyBreach().message()).contains("`debian:12`");

    files
        .replaced(PIPELINE, "base_image: \"debian:12\"", "#")
        .replaced(
            TEMPLATE,
            "variable \"base_image\" {",
            "locals {\n base = \"${var.base_image}-slim\"\n}\nvariable \"base_image\" {\n default = \"debian:11\"")
        .replaced(TEMPLATE, "image  = var.base_image", "image  = local.base");
    assertThat(files.onlyBreach().message()).contains("`debian:11-slim`");
  }

  @Test
  void a_digest_is_an_exact_id() {
    withoutBaseCommand().replaced(PIPELINE, "\"debian:12\"", "\"debian@" + DIGEST + "\"");
    assertThat(files.breaches()).isEmpty();

    files.replaced(PIPELINE, "\"debian@" + DIGEST + "\"", "\"" + DIGEST + "\"");
    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void a_tag_is_accepted_where_a_command_prints_what_it_means() {
    files.replaced(TEMPLATE, "image  = var.base_image", "image  = \"debian:12\"");

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void a_name_at_a_platform_that_may_be_exact_is_a_warning() {
    withoutBaseCommand()
        .replaced(PIPELINE, "\"debian:12\"", "\"" + DIGEST + "\"")
        .appended(
            TEMPLATE,
            """
            source "digitalocean" "a" { image = "debian-12-x64" }
            source "digitalocean" "b" { image = "12345" }
            """);

    Breach breach = files.onlyBreach();
    assertThat(breach.stops()).isFalse();
    assertThat(breach.message()).contains("`debian-12-x64`");
  }

  @Test
  void a_download_without_checksum_is_refused() {
    withoutBaseCommand()
        .replaced(PIPELINE, "\"debian:12\"", "\"" + DIGEST + "\"")
        .appended(
            TEMPLATE,
            "source \"qemu\" \"web\" {\n  iso_url = \"x\"\n  iso_checksum = \"none\"\n}\n");

    assertThat(files.onlyBreach().message()).startsWith("the base image has no checksum");
  }

  @Test
  void what_an_address_answers_is_a_warning() {
    files.appended(TEMPLATE, "data \"http\" \"keys\" {\n  url = \"http://127.0.0.1:1/\"\n}\n");

    Breach breach = files.onlyBreach();
    assertThat(breach.stops()).isFalse();
    assertThat(breach.message()).startsWith("what data \"http\" \"keys\" answers");
  }

  private UserFiles withoutBaseCommand() {
    return files
        .replaced(PIPELINE, "  base: [\"packer/container/base-image\"]", "  #")
        .replaced(PIPELINE, "\"${base.id}\"", "\"debian:12\"");
  }
}
