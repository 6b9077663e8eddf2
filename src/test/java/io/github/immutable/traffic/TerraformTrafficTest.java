package io.github.immutable.traffic;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.servers.Slot;
import io.github.immutable.servers.TrafficRoot;
import io.github.immutable.servers.Workspace;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real Terraform, and a listener that is a {@code terraform_data}. */
@Timeout(120)
class TerraformTrafficTest {
  private static final String ROOT =
      """
      variable "project" { type = string }
      variable "pipeline" { type = string }
      variable "active" { type = string }
      variable "weights" { type = object({ blue = number, green = number }) }
      variable "listener" { type = string }

      resource "terraform_data" "listener" {
        input = { weights = var.weights, name = var.listener }
      }

      locals {
        served = [for slot, weight in terraform_data.listener.output.weights : slot if weight > 0]
      }

      output "active" {
        value = length(local.served) == 1 ? local.served[0] : "none"
      }
      """;

  private final ToolRunner tools = new ProcessRunner(new SystemTime());

  @TempDir Path folder;

  @BeforeEach
  void a_root() throws IOException {
    write(ROOT);
  }

  @Test
  void it_goes_from_nobody_to_a_slot_to_the_other_and_back_to_nobody() throws Exception {
    assertThat(traffic().active()).isEmpty();

    traffic().switchTo(BLUE);
    assertThat(traffic().active()).contains(BLUE);
    traffic().switchTo(BLUE);
    assertThat(traffic().active()).contains(BLUE);
    traffic().switchTo(GREEN);
    assertThat(traffic().active()).contains(GREEN);
    traffic().switchOff();
    assertThat(traffic().active()).isEmpty();

    assertThat(traffic().sessions(BLUE)).as("sessions, which Terraform does not know").isEmpty();
    assertThat(traffic().targets()).isEmpty();
  }

  @Test
  void its_state_is_a_workspace_of_its_own() throws Exception {
    traffic().switchTo(GREEN);

    assertThat(folder.resolve("terraform/states/web-aws-traffic/terraform.tfstate")).exists();
    assertThat(folder.resolve("terraform/states/web-aws-green")).doesNotExist();
    assertThat(folder.resolve("root/.terraform")).as("in the checkout").doesNotExist();
  }

  @Test
  void promise_1_a_plan_that_changes_anything_else_is_refused_before_it_is_applied()
      throws Exception {
    traffic().switchTo(BLUE);
    write(ROOT + "resource \"terraform_data\" \"server\" { input = var.active }\n");

    TrafficException refused = failure(GREEN);

    assertThat(refused).hasMessageContaining("refused before it was applied");
    assertThat(refused.lines())
        .containsExactly(
            "terraform_data.server: create, and a switch may create, import or update"
                + " terraform_data.listener only");
    assertThat(traffic().active()).contains(BLUE);
  }

  @Test
  void promise_1_a_switch_neither_removes_nor_replaces_what_it_may_change() throws Exception {
    traffic().switchTo(BLUE);

    write(ROOT.replace("  input =", "  triggers_replace = [var.active]\n  input ="));
    assertThat(failure(GREEN).lines())
        .singleElement()
        .asString()
        .matches("terraform_data.listener: (delete and create|create and delete), and .*");
    write(
        ROOT.replace("\"listener\" {\n  input", "\"listener\" {\n  count = 0\n  input")
            .replace("terraform_data.listener.output.weights", "var.weights"));
    assertThat(failure(GREEN).lines())
        .singleElement()
        .asString()
        .startsWith("terraform_data.listener[0]: delete, and ");

    write(ROOT);
    assertThat(traffic().active()).contains(BLUE);
  }

  @Test
  void promise_1_a_switch_imports_what_it_may_change_and_nothing_else() throws Exception {
    String imported = ROOT + "import {\n  to = terraform_data.%s\n  id = \"there\"\n}\n";
    write(imported.formatted("server") + "resource \"terraform_data\" \"server\" {}\n");
    assertThat(failure(GREEN).lines())
        .singleElement()
        .asString()
        .startsWith("terraform_data.server: no-op, and a switch may create, import or update ");

    write(imported.formatted("listener"));
    traffic().switchTo(GREEN);
    assertThat(traffic().active()).contains(GREEN);
  }

  @Test
  void an_index_of_an_address_that_may_change_may_change() throws Exception {
    write(
        ROOT.replace("\"listener\" {\n  input", "\"listener\" {\n  count = 1\n  input")
            .replace("terraform_data.listener.output", "terraform_data.listener[0].output"));
    traffic().switchTo(GREEN);
    assertThat(traffic().active()).contains(GREEN);
  }

  @Test
  void an_output_that_says_something_else_than_was_asked_for_is_no_switch() throws Exception {
    write(ROOT.replace("length(local.served) == 1 ? local.served[0] : \"none\"", "\"blue\""));

    assertThat(failure(GREEN))
        .hasMessageContaining("given to green, and the root's output `active` says \"blue\"");
  }

  @Test
  void what_terraform_cannot_plan_is_told_in_its_words() throws Exception {
    write(ROOT.replace("var.weights, name", "var.weight, name"));

    TrafficException failed = failure(GREEN);
    assertThat(failed).hasMessage("terraform could not make a plan for the traffic root");
    assertThat(failed.lines()).anyMatch(line -> line.contains("undeclared input variable"));
    assertThat(failed.log()).isNotNull();
  }

  @Test
  void a_slot_that_has_the_traffic_is_not_taken_out_of_it() throws Exception {
    traffic().switchTo(BLUE);

    assertThat(catchThrowableOfType(TrafficException.class, () -> traffic().unregister(BLUE)))
        .hasMessageContaining("slot blue has the traffic");
    traffic().unregister(GREEN);
  }

  @Test
  void a_balancer_that_says_something_else_than_terraform_is_believed() throws Exception {
    Path show = folder.resolve("show");
    Files.writeString(show, "#!/bin/sh\necho '{\"active\": \"green\"}'\n");
    assertThat(show.toFile().setExecutable(true)).isTrue();
    TrafficSwitch told =
        new TerraformTraffic(root(), false, List.of("./show"), folder, Map.of(), tools);

    assertThat(told.active()).contains(GREEN);
    assertThat(catchThrowableOfType(TrafficException.class, () -> told.switchTo(BLUE)))
        .hasMessage(
            "Terraform has given the traffic to blue, and the balancer says that it serves green");
  }

  private TrafficException failure(Slot slot) {
    return Optional.ofNullable(
            catchThrowableOfType(TrafficException.class, () -> traffic().switchTo(slot)))
        .orElseThrow(() -> new AssertionError("it was switched to " + slot));
  }

  private TrafficSwitch traffic() {
    return new TerraformTraffic(root(), false);
  }

  private TrafficRoot root() {
    return new TrafficRoot(
        folder.resolve("root"),
        Workspace.ofTraffic("web", "aws", folder.resolve("terraform")),
        "terraform",
        List.of("terraform_data.listener"),
        Map.of("project", "web", "pipeline", "aws", "listener", "main"),
        folder.resolve("kept"),
        folder.resolve("looks"),
        tools,
        line -> {});
  }

  private void write(String text) throws IOException {
    Files.createDirectories(folder.resolve("root"));
    Files.writeString(folder.resolve("root/main.tf"), text);
  }
}
