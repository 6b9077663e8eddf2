package io.github.immutable.contract;

import static io.github.immutable.contract.UserFiles.MAIN;
import static io.github.immutable.contract.UserFiles.PIPELINE;
import static io.github.immutable.contract.UserFiles.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables that a template or a root calls sensitive. */
class SensitiveVariablesTest {
  private static final String SENSITIVE =
      """
      variable "token" {
        type      = string
        default   = "t0ken, of %s"
        sensitive = true
      }
      """;

  @TempDir Path folder;
  private UserFiles files;

  @BeforeEach
  void take_the_reference_files() {
    files = UserFiles.in(folder);
  }

  @Test
  void promise_8_what_files_set_them_to_themselves_is_masked() {
    files
        .appended(TEMPLATE, SENSITIVE.formatted("Packer"))
        .appended(
            TEMPLATE, "variable \"list\" {\n  sensitive = true\n  default = [\"one-of\"]\n}\n")
        .appended(TEMPLATE, "variable \"open\" {\n  default = \"not masked\"\n}\n")
        .written("packer/container/a.auto.pkrvars.hcl", "token = \"assigned\"\nopen = \"o\"\n")
        .appended(MAIN, SENSITIVE.formatted("Terraform"));

    assertThat(files.contract().sensitive())
        .containsExactlyInAnyOrder("t0ken, of Packer", "one-of", "assigned", "t0ken, of Terraform");
  }

  @Test
  void
      promise_8_one_that_the_pipeline_file_sets_is_refused_because_it_would_be_baked_or_recorded() {
    files
        .appended(TEMPLATE, SENSITIVE.formatted("x"))
        .replaced(PIPELINE, "    base_image:", "    token: t0ken\n    base_image:");

    Breach breach = files.onlyBreach();

    assertThat(breach.stops()).isTrue();
    assertThat(breach)
        .hasToString(
            PIPELINE
                + ":"
                + files.line(PIPELINE, "token:")
                + ": image.variables sets `token`, which the Packer template calls sensitive: it"
                + " would be recorded or baked");
    assertThat(breach.add()).containsExactly("secrets:", "  token: { env: TOKEN, to: [packer] }");
  }

  @Test
  void promise_8_one_of_terraform_is_refused_too() {
    files
        .appended(MAIN, SENSITIVE.formatted("x"))
        .replaced(PIPELINE, "    first_port:", "    token: t0ken\n    first_port:");

    assertThat(files.onlyBreach().message())
        .isEqualTo(
            "servers.variables sets `token`, which the Terraform root calls sensitive: it would be"
                + " recorded or baked");
  }

  @Test
  void a_secret_is_given_to_a_variable_that_needs_one() {
    files
        .appended(MAIN, "variable \"token\" {\n  sensitive = true\n}\n")
        .appended(PIPELINE, "\nsecrets:\n  token: { env: T }\n");

    assertThat(files.withSecrets().check()).isEmpty();
  }

  @Test
  void a_secret_that_nobody_declares_is_told_for_it_would_not_arrive() {
    files
        .appended(MAIN, "variable \"token\" {\n  default = \"\"\n}\n")
        .appended(PIPELINE, "\nsecrets:\n  tokem: { env: T, to: [terraform, health] }\n");

    assertThat(files.withSecrets().check())
        .singleElement()
        .hasToString(
            PIPELINE
                + ":"
                + files.line(PIPELINE, "tokem")
                + ": the secret `tokem` is for the Terraform root, which does not declare it; did"
                + " you mean `token`?");
  }
}
