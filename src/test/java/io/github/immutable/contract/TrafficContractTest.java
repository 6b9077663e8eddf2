package io.github.immutable.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference files for AWS, in which something of the traffic is spoilt. */
class TrafficContractTest {
  private static final String PIPELINE = "pipelines/aws.yml";
  private static final String MAIN = "terraform/aws/traffic/main.tf";
  private static final String VARIABLES = "terraform/aws/traffic/variables.tf";

  @TempDir Path folder;
  private UserFiles files;

  @BeforeEach
  void take_the_reference_files() {
    files = UserFiles.in(folder);
    assertThat(breaches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"project", "pipeline", "active", "weights"})
  void a_root_that_lacks_a_variable_is_told(String name) {
    files.replaced(
        VARIABLES, "variable \"" + name + "\" {", "variable \"other\" {\n  default = \"\"");

    assertThat(breaches())
        .singleElement()
        .hasToString(
            VARIABLES
                + ": the traffic's Terraform root does not declare the variable `"
                + name
                + "`, which it is always given");
  }

  @Test
  void a_root_that_does_not_say_who_has_the_traffic_is_told() {
    files.replaced(MAIN, "output \"active\" {", "output \"actual\" {");

    assertThat(breaches()).singleElement().asString().contains("no output `active`");
  }

  @Test
  void a_resource_that_is_not_there_cannot_be_switched() {
    files.replaced(PIPELINE, "aws_lb_listener_rule.traffic", "aws_lb_listener.traffic");

    assertThat(breaches())
        .singleElement()
        .asString()
        .startsWith(PIPELINE + ":")
        .endsWith("changes names aws_lb_listener.traffic, which is no resource of the root");
  }

  @Test
  void a_variable_that_the_root_does_not_know_is_told_by_its_key() {
    files.replaced(
        PIPELINE,
        "    root: terraform/aws/traffic\n",
        "    root: terraform/aws/traffic\n    variables: { prot: 80 }\n");

    assertThat(breaches())
        .singleElement()
        .asString()
        .endsWith(
            "traffic.terraform.variables sets `prot`, which the traffic's Terraform root does not"
                + " declare; did you mean `port`?");
  }

  @Test
  void a_show_that_is_not_there_is_told() {
    files.removed("terraform/aws/traffic/show");

    assertThat(breaches())
        .singleElement()
        .asString()
        .endsWith("terraform/aws/traffic/show is not in the project");
  }

  @Test
  void a_folder_without_files_is_told() {
    files.removed(MAIN).removed(VARIABLES).removed("terraform/aws/traffic/versions.tf");

    assertThat(breaches()).singleElement().asString().contains("has no Terraform files");
  }

  @Test
  void two_pipelines_that_switch_one_front_door_are_refused() {
    files.written("pipelines/other.yml", files.read(PIPELINE));

    assertThat(breaches())
        .singleElement()
        .asString()
        .contains(
            "pipelines aws and other switch one front door, http://web-aws.example.com/: each would"
                + " undo what the other did");
  }

  @Test
  void two_pipelines_that_switch_one_listener_are_refused() {
    String mine =
        files
            .read(PIPELINE)
            .replace(
                "    root: terraform/aws/traffic\n",
                "    root: terraform/aws/traffic\n    variables: { port: 81 }\n");
    files.written(PIPELINE, mine);
    files.written("pipelines/other.yml", mine.replace("web-aws.example", "web.example"));

    assertThat(breaches())
        .singleElement()
        .asString()
        .contains("aws and other switch one listener, by the same root with the same variables");
  }

  private List<Breach> breaches() {
    return files.contract(PIPELINE).check();
  }
}
