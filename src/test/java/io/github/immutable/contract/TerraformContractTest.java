package io.github.immutable.contract;

import static io.github.immutable.contract.UserFiles.MAIN;
import static io.github.immutable.contract.UserFiles.PIPELINE;
import static io.github.immutable.contract.UserFiles.VARIABLES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformContractTest {
  @TempDir Path folder;
  private UserFiles files;

  @BeforeEach
  void take_the_reference_files() {
    files = UserFiles.in(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"project", "pipeline", "slot", "release", "image", "servers"})
  void a_root_that_lacks_a_variable_is_told_which_lines_to_add(String name) {
    files.replaced(
        VARIABLES, "variable \"" + name + "\" {", "variable \"other\" {\n  default = \"\"");

    Breach breach = files.onlyBreach();
    assertThat(breach)
        .hasToString(
            VARIABLES
                + ": the Terraform root does not declare the variable `"
                + name
                + "`, which it is always given");
    assertThat(breach.stops()).isTrue();
    assertThat(breach.add())
        .containsExactly(
            "variable \"" + name + "\" {",
            name.equals("servers") ? "  type = number" : "  type = string",
            "}");
  }

  @Test
  void a_misspelt_variable_is_found_in_the_pipeline_file() {
    files.replaced(PIPELINE, "first_port: 21000", "frist_port: 21000");

    assertThat(files.onlyBreach())
        .hasToString(
            PIPELINE
                + ":"
                + files.line(PIPELINE, "frist_port")
                + ": servers.variables sets `frist_port`, which the Terraform root does not"
                + " declare; did you mean `first_port`?");
  }

  @Test
  void a_variable_that_nobody_sets_is_found_with_its_line() {
    files.appended(MAIN, "variable \"network\" {\n  type = string\n}\n");

    assertThat(files.onlyBreach())
        .hasToString(
            MAIN
                + ":"
                + files.line(MAIN, "\"network\"")
                + ": the variable `network` has no default, and nothing sets it");
  }

  @Test
  void a_variable_is_set_by_files_of_values_by_overrides_and_by_the_environment() {
    files
        .appended(
            MAIN, "variable \"a\" {}\nvariable \"b\" {}\nvariable \"c\" {}\nvariable \"d\" {}\n")
        .written("terraform/container/terraform.tfvars", "a = 1\n")
        .written("terraform/container/x.auto.tfvars.json", "{ \"b\": [1] }")
        .written("terraform/container/override.tf", "variable \"c\" {\n  default = 1\n}\n")
        .environment("TF_VAR_d", "1");

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void a_root_without_output_is_told_which_lines_to_add() {
    files.replaced(MAIN, "output \"servers\"", "output \"hosts\"");

    Breach breach = files.onlyBreach();
    assertThat(breach)
        .hasToString(
            MAIN
                + ": the Terraform root has no output `servers`, so nothing tells where they"
                + " answer");
    assertThat(breach.add()).first().isEqualTo("output \"servers\" {");
  }

  @Test
  void promise_6_the_newest_image_is_refused() {
    files.appended(
        MAIN, "data \"aws_ami\" \"web\" {\n  owners = [\"self\"]\n  most_recent = true\n}\n");

    Breach breach = files.onlyBreach();
    assertThat(breach.stops()).isTrue();
    assertThat(breach)
        .hasToString(
            MAIN
                + ":"
                + files.line(MAIN, "most_recent")
                + ": data \"aws_ami\" \"web\" takes whichever image is newest: what was verified"
                + " might not be launched");
    assertThat(breach.add()).containsExactly("ami = var.image");
  }

  @Test
  void the_newest_of_something_else_is_nobodys_business() {
    files.appended(MAIN, "data \"aws_ebs_snapshot\" \"data\" {\n  most_recent = true\n}\n");

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void a_root_that_does_not_use_the_image_is_a_warning() {
    files.replaced(MAIN, "var.image", "var.release");

    assertThat(files.replaced(VARIABLES, "var.image", "var.release").onlyBreach().stops())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backend \"http\" {}",
        "backend \"remote\" {\n workspaces {\n name = \"x\"\n }\n}",
        "cloud {\n workspaces {\n name = \"x\"\n }\n}"
      })
  void a_backend_with_one_state_is_a_warning(String backend) {
    files.appended("terraform/container/versions.tf", "terraform {\n" + backend + "\n}\n");

    Breach breach = files.onlyBreach();
    assertThat(breach.stops()).isFalse();
    assertThat(breach.message()).startsWith("this backend keeps one state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "local", "pg", "gcs"})
  void a_backend_with_workspaces_is_fine(String backend) {
    files.appended(
        "terraform/container/versions.tf", "terraform {\n backend \"" + backend + "\" {}\n}\n");

    assertThat(files.breaches()).isEmpty();
  }

  @Test
  void a_root_in_json_syntax_is_read_with_its_lines() {
    files
        .removed(MAIN)
        .removed(VARIABLES)
        .written(
            "terraform/container/root.tf.json",
            """
            {
              "variable": {
                "project": {}, "pipeline": {}, "slot": {}, "release": {}, "image": {},
                "servers": { "type": "number" },
                "first_port": { "default": 1 },
                "network": { "type": "string" }
              },
              "data": [ { "aws_ami": { "web": {
                "most_recent": true
              } } } ],
              "resource": { "aws_instance": { "web": { "ami": "${var.image}" } } },
              "output": { "servers": { "value": [] } }
            }
            """);

    assertThat(files.breaches())
        .extracting(Breach::place)
        .containsExactly(
            "terraform/container/root.tf.json:6", "terraform/container/root.tf.json:9");
  }

  @Test
  void a_folder_without_terraform_files_is_no_root() {
    files.removed(MAIN).removed(VARIABLES).removed("terraform/container/versions.tf");

    assertThat(files.onlyBreach().toString())
        .startsWith("terraform/container: the folder has no Terraform files");
  }
}
