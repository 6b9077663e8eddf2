package io.github.immutable.contract;

import static io.github.immutable.contract.UserFiles.MAIN;
import static io.github.immutable.contract.UserFiles.PIPELINE;
import static io.github.immutable.contract.UserFiles.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes releases unsafe while there is a pipeline file. */
class HazardsTest {
  private static final String DROPLET =
      """
      resource "digitalocean_droplet" "web" {
        count = var.servers
        image = var.image
      }
      """;

  @TempDir Path folder;
  private UserFiles files;

  @BeforeEach
  void take_the_reference_files_with_a_lock_file() {
    files = UserFiles.in(folder).written("terraform/container/.terraform.lock.hcl", "");
  }

  @Test
  void providers_without_a_lock_file_are_told_once_there_are_some() {
    files.removed("terraform/container/.terraform.lock.hcl");
    assertThat(hazards()).isEmpty();

    files.appended(MAIN, DROPLET);

    assertThat(hazards())
        .containsExactly(
            "terraform/container: no lock file: tomorrow's providers may be others than today's");
  }

  @Test
  void a_secret_in_plain_sight_is_told_with_its_line_and_without_its_value() {
    files.appended(MAIN, "variable \"db_password\" {\n  default = \"hunter2\"\n}\n");

    Breach hazard = files.contract().hazards().getFirst();
    assertThat(hazard)
        .hasToString(
            MAIN
                + ":"
                + files.line(MAIN, "hunter2")
                + ": `db_password` is a secret in plain sight, and in every clone");
    assertThat(hazard.stops()).isFalse();
    assertThat(hazard.add())
        .containsExactly("secrets:", "  db_password: { env: DB_PASSWORD }")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "null", "var.other", "\"Bearer ${var.other}\"", "file(\"key\")"})
  void what_is_not_written_in_the_file_is_no_secret_in_plain_sight(String value) {
    files.appended(MAIN, "locals {\n  api_token = " + value + "\n}\n");

    assertThat(hazards()).isEmpty();
  }

  @Test
  void a_secret_in_packers_files_and_in_the_traffics_root_is_told_too() {
    files
        .appended(TEMPLATE, "locals {\n  secret_key = \"s3cr3t\"\n}\n")
        .written("traffic/main.tf", "locals {\n  password = \"hunter2\"\n}\n")
        .replaced(PIPELINE, "  haproxy:", "  terraform:\n    root: traffic\n    show: [show]")
        .replaced(PIPELINE, "    managed: true\n", "    changes: [terraform_data.web]\n");

    assertThat(hazards())
        .containsExactly(
            TEMPLATE
                + ":"
                + files.line(TEMPLATE, "s3cr3t")
                + ": `secret_key` is a secret in plain sight, and in every clone",
            "traffic/main.tf:2: `password` is a secret in plain sight, and in every clone");
  }

  @Test
  void one_server_whatever_the_pipeline_says_is_told() {
    files.appended(MAIN, DROPLET.replace("  count = var.servers\n", ""));

    assertThat(hazards())
        .containsExactly(
            MAIN
                + ":"
                + files.line(MAIN, "digitalocean_droplet")
                + ": \"digitalocean_droplet\" \"web\" is one server, and the number is always given");
  }

  @Test
  void one_machine_beside_as_many_servers_as_are_wanted_is_no_application() {
    files.appended(MAIN, DROPLET + "resource \"digitalocean_droplet\" \"bastion\" {}\n");

    assertThat(hazards()).isEmpty();
  }

  @Test
  void a_tag_that_moves_is_told_with_its_line() {
    files.appended(MAIN, "locals {\n  sidecar_image = \"proxy:latest\"\n}\n");

    assertThat(hazards())
        .containsExactly(
            MAIN
                + ":"
                + files.line(MAIN, "proxy:latest")
                + ": `sidecar_image` is a tag that can come to mean another image");
  }

  @Test
  void the_newest_image_is_told_once_whether_it_is_refused_or_not() {
    String newest = "data \"%s\" \"web\" {\n  most_recent = true\n}\n";
    files
        .appended(MAIN, newest.formatted("aws_ami"))
        .appended(MAIN, newest.formatted("digitalocean_droplet_snapshot"));

    assertThat(files.onlyBreach().message()).startsWith("data \"aws_ami\"");
    assertThat(hazards())
        .singleElement()
        .asString()
        .contains("data \"digitalocean_droplet_snapshot\" \"web\" takes whichever image is newest");
  }

  @Test
  void servers_that_have_one_name_in_both_slots_are_told() {
    rootOfItsOwn("name = \"web-${count.index}\"");

    assertThat(hazards())
        .containsExactly(
            "infra/main.tf:3: nothing tells \"digitalocean_droplet\" \"web\" of one slot from that"
                + " of the other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${var.release}", "${terraform.workspace}"})
  void what_differs_between_slots_tells_them_apart(String differs) {
    rootOfItsOwn("name = \"web-" + differs + "\"");

    assertThat(hazards()).isEmpty();
  }

  private void rootOfItsOwn(String name) {
    files
        .written(
            "infra/main.tf",
            "variable \"release\" {}\nvariable \"image\" {}\n"
                + DROPLET.replace("count =", name + "\n  count ="))
        .written("infra/.terraform.lock.hcl", "")
        .replaced(
            PIPELINE,
            "terraform: terraform/container",
            "terraform: infra\n  names: { slot: \"\" }");
  }

  private List<String> hazards() {
    return files.contract().hazards().stream().map(Breach::toString).toList();
  }
}
