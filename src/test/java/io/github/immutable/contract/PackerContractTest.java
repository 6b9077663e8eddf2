package io.github.immutable.contract;

import static io.github.immutable.contract.UserFiles.PIPELINE;
import static io.github.immutable.contract.UserFiles.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackerContractTest {
  @TempDir Path folder;
  private UserFiles files;

  @BeforeEach
  void take_the_reference_files() {
    files = UserFiles.in(folder);
  }

  @Test
  void a_template_without_image_id_is_told_which_lines_to_add() {
    files.replaced(TEMPLATE, "variable \"image_id\" {", "variable \"other\" {\n  default = \"\"");

    Breach breach = files.onlyBreach();
    assertThat(breach)
        .hasToString(
            TEMPLATE
                + ": the Packer template does not declare the variable `image_id`, which it is"
                + " always given");
    assertThat(breach.add()).containsExactly("variable \"image_id\" {", "  type = string", "}");
    assertThat(breach.stops()).isTrue();
  }

  @Test
  void a_misspelt_image_id_is_one_breach_where_it_is_declared() {
    files.replaced(TEMPLATE, "variable \"image_id\"", "variable \"imageid\"");

    assertThat(files.onlyBreach())
        .hasToString(
            TEMPLATE
                + ":4: the Packer template does not declare the variable `image_id`, which it is"
                + " always given, but `imageid`");
  }

  @Test
  void a_misspelt_variable_is_one_breach_in_the_pipeline_file_with_the_nearest_name() {
    files.replaced(PIPELINE, "base_image: ", "base_imag: ");

    Breach breach = files.onlyBreach();
    assertThat(breach)
        .hasToString(
            PIPELINE
                + ":"
                + files.line(PIPELINE, "base_imag:")
                + ": image.variables sets `base_imag`, which the Packer template does not declare;"
                + " did you mean `base_image`?");
    assertThat(breach.add()).isEmpty();
  }

  @Test
  void a_variable_that_is_like_no_other_is_told_how_to_declare_it() {
    files.replaced(PIPELINE, "    run: ", "    colour: red\n    run: ");

    Breach breach = files.onlyBreach();
    assertThat(breach.message()).endsWith("`colour`, which the Packer template does not declare");
    assertThat(breach.line()).isEqualTo(files.line(PIPELINE, "colour"));
    assertThat(breach.add()).containsExactly("variable \"colour\" {", "  type = string", "}");
  }

  @Test
  void a_variable_without_default_that_nobody_sets_is_found() {
    files.appended(TEMPLATE, "\nvariable \"region\" {\n  type = string\n}\n");

    Breach breach = files.onlyBreach();
    assertThat(breach)
        .hasToString(
            TEMPLATE
                + ":"
                + files.line(TEMPLATE, "\"region\"")
                + ": the variable `region` has no default, and nothing sets it");
    assertThat(breach.next()).contains("image.variables in " + PIPELINE);
  }

  @Test
  void a_variable_is_set_by_a_file_of_values_or_by_the_environment_too() {
    files
        .appended(TEMPLATE, "variable \"region\" {}\nvariable \"zone\" {}\nvariable \"size\" {}\n")
        .written("packer/container/site.auto.pkrvars.hcl", "region = \"here\"\n")
        .written("packer/container/more.auto.pkrvars.json", "{ \"zone\": \"a\" }")
        .environment("PKR_VAR_size", "small");

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void a_template_without_manifest_is_told_which_lines_to_add() {
    files.replaced(TEMPLATE, "post-processor \"manifest\" {\n    output = var.manifest\n  }", "");

    Breach breach = files.onlyBreach();
    assertThat(breach.place()).isEqualTo(TEMPLATE + ":" + files.line(TEMPLATE, "build {"));
    assertThat(breach.message()).contains("has no `manifest` post-processor");
    assertThat(breach.stops()).as("refused: the id is in the stream too").isFalse();
    assertThat(breach.add())
        .containsExactly("post-processor \"manifest\" {", "  output = var.manifest", "}");
  }

  @Test
  void a_command_that_is_handed_the_manifests_place_may_write_it() {
    files.replaced(
        TEMPLATE,
        "post-processor \"manifest\" {\n    output = var.manifest\n  }",
        """
        post-processor "shell-local" {
            environment_vars = ["MANIFEST=${var.manifest}"]
            inline           = ["make-image"]
          }""");

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void a_manifest_that_is_written_elsewhere_is_found() {
    files.replaced(TEMPLATE, "output = var.manifest", "output = \"manifest.json\"");

    Breach breach = files.onlyBreach();
    assertThat(breach.place())
        .isEqualTo(TEMPLATE + ":" + files.line(TEMPLATE, "output = \"manifest.json\""));
    assertThat(breach.add()).containsExactly("output = var.manifest");
  }

  @Test
  void a_pipeline_that_asks_for_no_manifest_is_told_how_to() {
    files
        .replaced(PIPELINE, "    manifest: \"${build.manifest}\"", "    #")
        .replaced(
            TEMPLATE, "variable \"manifest\" {", "variable \"manifest\" {\n  default = \"m\"");

    Breach breach = files.onlyBreach();
    assertThat(breach.message()).startsWith("Packer's manifest is not written to the file");
    assertThat(breach.next())
        .contains("set manifest: \"${build.manifest}\" under image.variables in " + PIPELINE);
  }

  @Test
  void a_manifest_among_chained_post_processors_counts() {
    files
        .replaced(
            TEMPLATE,
            "  post-processor \"manifest\" {",
            "post-processors {\n post-processor \"manifest\" {")
        .replaced(TEMPLATE, "output = var.manifest\n  }", "output = \"${var.manifest}\"\n  }\n}");

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void an_image_that_cannot_tell_its_name_is_a_warning() {
    files.replaced(TEMPLATE, "var.image_id", "var.run");

    Breach breach = files.onlyBreach();
    assertThat(breach.stops()).isFalse();
    assertThat(breach.message()).contains("nothing uses the variable `image_id`");
  }

  @Test
  void a_folder_with_a_template_only_in_its_subfolder_has_none() {
    files.removed(TEMPLATE);

    Breach breach = files.onlyBreach();
    assertThat(breach)
        .hasToString(
            "packer/container: the folder has no Packer template: expected files that end in"
                + " .pkr.hcl or .pkr.json");
    assertThat(breach.next()).contains("reads no subfolders");
  }

  @Test
  void a_template_that_is_not_in_the_commit_is_found() {
    files
        .replaced(PIPELINE, "template: packer/container ", "template: packer/containers ")
        .replaced(PIPELINE, "inputs: [packer/container,", "inputs: [packer,");

    assertThat(files.onlyBreach())
        .hasToString("packer/containers: the Packer template is not in the commit");
  }

  @Test
  void a_single_file_is_a_template_by_itself() {
    files
        .replaced(PIPELINE, "template: packer/container ", "template: " + TEMPLATE + " ")
        .written("packer/container/other.pkr.hcl", "variable \"unset\" {}\n");

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void breaches_come_in_the_order_of_files_and_lines() {
    files
        .appended(TEMPLATE, "variable \"zone\" {}\nvariable \"area\" {}\n")
        .appended(UserFiles.MAIN, "variable \"region\" {}\n");

    assertThat(files.breaches())
        .extracting(Breach::message)
        .containsExactly(
            "the variable `zone` has no default, and nothing sets it",
            "the variable `area` has no default, and nothing sets it",
            "the variable `region` has no default, and nothing sets it");
  }
}
