package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.ToolCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exact command lines: a flag too few asks a question that nobody answers. */
class TerraformTest {
  private static final Path LOGS = Path.of("/p/.immutable/releases/local-1/launch");
  private static final Path VARIABLES = LOGS.resolve("inputs.tfvars.json");
  private static final Path PLAN = LOGS.resolve("launch.tfplan");
  private final Terraform terraform =
      new Terraform(
          "tofu",
          new TerraformRoot(Path.of("/p/.immutable/releases/local-1/root")),
          new Workspace("web", "local", Slot.GREEN, Path.of("/p/.immutable/terraform")),
          LOGS);

  @Test
  void init() {
    assertThat(arguments(terraform.init()))
        .containsExactly("init", "-input=false", "-no-color", "-reconfigure");
  }

  @Test
  void plan() {
    assertThat(arguments(terraform.plan(VARIABLES, PLAN)))
        .containsExactly(
            "plan",
            "-input=false",
            "-json",
            "-detailed-exitcode",
            "-lock-timeout=300s",
            "-var-file=" + VARIABLES,
            "-out=" + PLAN);
  }

  @Test
  void plan_of_a_destroy() {
    assertThat(arguments(terraform.planDestroy(VARIABLES, PLAN)))
        .containsExactly(
            "plan",
            "-destroy",
            "-input=false",
            "-json",
            "-detailed-exitcode",
            "-lock-timeout=300s",
            "-var-file=" + VARIABLES,
            "-out=" + PLAN);
  }

  @Test
  void show_apply_and_output() {
    assertThat(arguments(terraform.show(PLAN))).containsExactly("show", "-json", PLAN.toString());
    assertThat(arguments(terraform.apply(PLAN)))
        .containsExactly("apply", "-input=false", "-json", "-lock-timeout=300s", PLAN.toString());
    assertThat(arguments(terraform.output())).containsExactly("output", "-json");
  }

  @Test
  void promise_5_every_call_holds_the_slots_lock_and_hands_it_on_to_its_children() {
    for (ToolCall call : calls()) {
      assertThat(call.command())
          .startsWith(
              "flock",
              "--no-fork",
              "--timeout",
              "300",
              "--conflict-exit-code",
              "75",
              "/p/.immutable/terraform/web-local-green/lock",
              "tofu");
    }
  }

  @Test
  void promise_1_every_call_is_about_the_slots_own_workspace_and_data() {
    for (ToolCall call : calls()) {
      assertThat(call.environment())
          .containsEntry("TF_DATA_DIR", "/p/.immutable/terraform/web-local-green/data")
          .containsAllEntriesOf(
              Map.of("TF_IN_AUTOMATION", "1", "TF_INPUT", "0", "CHECKPOINT_DISABLE", "1"))
          .containsEntry("TF_WORKSPACE", call.name().endsWith("-init") ? "" : "web-local-green");
      assertThat(call.directory()).isEqualTo(Path.of("/p/.immutable/releases/local-1/root"));
      assertThat(call.logs()).isEqualTo(LOGS);
      assertThat(call.timeout()).isEqualTo(Duration.ofMinutes(35));
    }
  }

  @Test
  void logs_have_names_of_their_own() {
    assertThat(calls())
        .extracting(ToolCall::name)
        .containsExactly(
            "terraform-green-init",
            "terraform-green-plan",
            "terraform-green-plan-destroy",
            "terraform-green-show",
            "terraform-green-apply",
            "terraform-green-output");
  }

  private List<ToolCall> calls() {
    return List.of(
        terraform.init(),
        terraform.plan(VARIABLES, PLAN),
        terraform.planDestroy(VARIABLES, PLAN),
        terraform.show(PLAN),
        terraform.apply(PLAN),
        terraform.output());
  }

  private static List<String> arguments(ToolCall call) {
    List<String> command = new ArrayList<>(call.command());
    return command.subList(command.indexOf("tofu") + 1, command.size());
  }
}
