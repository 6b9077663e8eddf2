package io.github.immutable.contract;

import static io.github.immutable.contract.UserFiles.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packer's older JSON. */
class LegacyTemplateTest {
  private static final String WEB = "packer/container/web.json";
  private static final String TEMPLATE =
      """
      {
        "variables": {
          "image_id": null,
          "base_image": null,
          "manifest": null,
          "run": "",
          "results": ""
        },
        "builders": [{
          "type": "docker",
          "image": "{{user `base_image`}}",
          "commit": true,
          "changes": ["LABEL image={{user `image_id`}}"]
        }],
        "provisioners": [{
          "type": "ansible",
          "playbook_file": "{{template_dir}}/../../ansible/playbook.yml"
        }],
        "post-processors": [[
          { "type": "docker-tag", "repository": "web" },
          { "type": "manifest", "output": "{{user `manifest`}}" }
        ]]
      }
      """;

  @TempDir Path folder;
  private UserFiles files;

  @BeforeEach
  void take_the_reference_files_with_a_template_in_json() {
    files =
        UserFiles.in(folder)
            .replaced(PIPELINE, "template: packer/container ", "template: " + WEB + " ")
            .written(WEB, TEMPLATE);
  }

  @Test
  void a_good_one_breaks_nothing() throws Exception {
    assertThat(files.breaches()).isEmpty();
    assertThat(files.validated()).isEmpty();
  }

  @Test
  void a_variable_that_nobody_sets_is_found_with_its_line() {
    files.replaced(WEB, "\"run\": \"\",", "\"run\": \"\",\n    \"region\": null,");

    assertThat(files.onlyBreach())
        .hasToString(WEB + ":7: the variable `region` has no default, and nothing sets it");
  }

  @Test
  void a_missing_manifest_is_told_in_json() {
    files.replaced(
        WEB, ",\n    { \"type\": \"manifest\", \"output\": \"{{user `manifest`}}\" }", "");

    assertThat(files.onlyBreach().add())
        .containsExactly("{ \"type\": \"manifest\", \"output\": \"{{user `manifest`}}\" }");
  }

  @Test
  void a_missing_variable_is_told_in_json() {
    files.replaced(WEB, "\"image_id\": null,", "");

    Breach breach = files.onlyBreach();
    assertThat(breach.message()).contains("does not declare the variable `image_id`");
    assertThat(breach.add()).containsExactly("\"image_id\": null");
  }

  @Test
  void the_newest_image_is_refused_with_its_line() {
    files.replaced(
        WEB,
        "\"builders\": [{",
        "\"builders\": [{\n    \"source_ami_filter\": {\n      \"most_recent\": true\n    },");

    assertThat(files.onlyBreach().place()).isEqualTo(WEB + ":11");
  }

  @Test
  void a_playbook_outside_of_the_inputs_is_refused() {
    files.replaced(PIPELINE, "inputs: [packer/container, ansible]", "inputs: [packer/container]");

    assertThat(files.onlyBreach().place()).isEqualTo(WEB + ":17");
  }

  @Test
  void what_is_no_json_is_a_warning_and_packer_says_where() throws Exception {
    files.replaced(WEB, "\"commit\": true,", "\"commit\": true,,");

    Breach unread = files.onlyBreach();
    assertThat(unread.stops()).isFalse();
    assertThat(unread.place()).isEqualTo(WEB + ":12");
    assertThat(files.validated())
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.stops()).isTrue();
              assertThat(rejected.place()).isEqualTo(WEB + ":12");
              assertThat(rejected.message()).startsWith("Packer rejects it: ");
            });
  }

  @Test
  void promise_8_a_variable_that_it_calls_sensitive_is_one() {
    files.replaced(WEB, "\"builders\":", "\"sensitive-variables\": [\"token\"],\n  \"builders\":");
    files.replaced(WEB, "\"run\": \"\",", "\"run\": \"\",\n    \"token\": \"t0ken\",");

    assertThat(files.contract().sensitive()).containsExactly("t0ken");
  }
}
