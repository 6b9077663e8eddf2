package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plan, guard, apply: with a Terraform that answers as the real one was recorded. */
class SlotServersTest {
  private static final String INIT = "terraform-green-init";
  private static final String PLAN = "terraform-green-plan";
  private static final String PLAN_DESTROY = "terraform-green-plan-destroy";
  private static final String SHOW = "terraform-green-show";
  private static final String APPLY = "terraform-green-apply";
  private static final String OUTPUT = "terraform-green-output";
  private static final Map<String, Object> INPUTS = Map.of("slot", "green", "secret", "hush");

  @TempDir Path folder;
  private final ScriptedTools tools = new ScriptedTools();
  private final List<String> told = new ArrayList<>();
  private SlotServers servers;
  private PlanGuard guard;

  @BeforeEach
  void a_terraform_that_succeeds() throws Exception {
    Files.createDirectories(folder.resolve("root"));
    servers =
        new SlotServers(
            new Terraform(
                "terraform",
                new TerraformRoot(folder.resolve("root")),
                new Workspace("web", "local", Slot.GREEN, folder.resolve("terraform")),
                folder.resolve("launch")),
            tools,
            told::add);
    guard = new PlanGuard(Slot.GREEN, List.of(Recorded.server(Slot.BLUE, 1)));
    tools
        .answers(INIT, 0, "")
        .answers(PLAN, 2, Recorded.text("create", "plan.out"))
        .answers(PLAN_DESTROY, 2, "")
        .answers(SHOW, 0, Recorded.text("create", "plan.json"))
        .answers(APPLY, 0, Recorded.text("create", "apply.out"))
        .answers(OUTPUT, 0, Recorded.text("create", "output.json"));
  }

  @Test
  void a_root_that_is_gone_is_said_and_nothing_is_run() throws Exception {
    Files.delete(folder.resolve("root"));

    ServersException gone =
        catchThrowableOfType(ServersException.class, () -> servers.destroy(INPUTS, guard));

    assertThat(gone)
        .hasMessage("the Terraform root that made slot green is gone: " + folder.resolve("root"));
    assertThat(gone.remedy()).contains("backup");
    assertThat(tools.calls).isEmpty();
  }

  @Test
  void a_launch_applies_exactly_the_plan_that_was_guarded() throws Exception {
    assertThat(launch())
        .containsExactly(Recorded.server(Slot.GREEN, 1), Recorded.server(Slot.GREEN, 2));

    String plan = folder.resolve(plan("launch")).toString();
    assertThat(tools.names()).containsExactly(INIT, PLAN, SHOW, APPLY, OUTPUT);
    assertThat(tools.calls.get(1).command()).endsWith("-out=" + plan);
    assertThat(tools.calls.get(2).command()).endsWith(plan);
    assertThat(tools.calls.get(3).command()).endsWith(plan);
    assertThat(told).hasSize(4).anyMatch(line -> line.contains("Creation complete"));
  }

  @Test
  void a_look_plans_and_applies_nothing() throws Exception {
    SlotServers.Intended intended = servers.look(INPUTS, guard, 2, Recorded.IMAGE);

    assertThat(tools.names()).containsExactly(INIT, PLAN, SHOW);
    assertThat(intended.refused()).isEmpty();
    assertThat(intended.plan().servers().orElseThrow())
        .containsExactly(Recorded.server(Slot.GREEN, 1), Recorded.server(Slot.GREEN, 2));
    assertThat(folder.resolve(plan("look"))).doesNotExist();
  }

  @Test
  void promise_1_a_look_says_what_the_guard_would() throws Exception {
    tools.answers(SHOW, 0, Recorded.text("state-of-the-other-slot", "plan.json"));

    assertThat(servers.look(INPUTS, guard, 2, Recorded.IMAGE).refused()).isNotEmpty();
  }

  @Test
  void a_look_has_a_data_directory_that_no_release_uses() {
    Workspace workspace = new Workspace("web", "local", Slot.GREEN, folder.resolve("terraform"));

    Workspace looking = workspace.forLooking();
    Workspace empty = looking.asIfEmpty(folder.resolve("scratch"));

    assertThat(looking.data()).isNotEqualTo(workspace.data());
    assertThat(List.of(looking.state(), looking.lock().file()))
        .containsExactly(workspace.state(), workspace.lock().file());
    assertThat(empty.data()).isEqualTo(looking.data());
    assertThat(List.of(empty.state(), empty.lock().file()))
        .allMatch(path -> path.startsWith(folder.resolve("scratch")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state-of-the-other-slot", "fewer", "nothing-left", "forget", "import"})
  void promise_1_a_plan_that_goes_too_far_is_refused_before_it_is_applied(String name)
      throws Exception {
    tools.answers(SHOW, 0, Recorded.text(name, "plan.json"));

    PlanRefusedException refused = catchThrowableOfType(PlanRefusedException.class, this::launch);

    assertThat(refused).hasMessageStartingWith("the plan was refused before it was applied: ");
    assertThat(refused.lines()).isNotEmpty();
    assertThat(refused.log()).as("a plan may hold secrets").isNull();
    assertThat(tools.names()).doesNotContain(APPLY);
  }

  @Test
  void promise_1_a_destroy_that_goes_too_far_is_refused_before_it_is_applied() throws Exception {
    tools.answers(SHOW, 0, Recorded.text("destroy-of-the-other-slot", "plan.json"));

    assertThat(
            catchThrowableOfType(PlanRefusedException.class, () -> servers.destroy(INPUTS, guard)))
        .hasMessageContaining("of active server web-local-blue-1");
    assertThat(tools.names()).containsExactly(INIT, PLAN_DESTROY, SHOW);
  }

  @Test
  void a_destroy_applies_its_plan_and_nothing_where_nothing_stands() throws Exception {
    tools.answers(SHOW, 0, Recorded.text("delete", "plan.json"));
    servers.destroy(INPUTS, guard);
    assertThat(tools.names()).containsExactly(INIT, PLAN_DESTROY, SHOW, APPLY);

    tools.calls.clear();
    tools.answers(PLAN_DESTROY, 0, "");
    servers.destroy(INPUTS, guard);
    assertThat(tools.names()).containsExactly(INIT, PLAN_DESTROY);
  }

  @Test
  void a_launch_with_nothing_to_change_is_guarded_all_the_same() throws Exception {
    tools.answers(PLAN, 0, "").answers(SHOW, 0, Recorded.text("no-op", "plan.json"));

    assertThat(launch()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    INIT + ", 1",
    PLAN + ", 1",
    SHOW + ", 1",
    APPLY + ", 1",
    APPLY + ", 2",
    OUTPUT + ", 1"
  })
  void a_failure_of_any_step_ends_it_and_names_the_log(String name, int code) throws Exception {
    tools.answers(name, code, Recorded.text("apply-failed", "apply.out"));

    ServersException failure = catchThrowableOfType(ServersException.class, this::launch);

    assertThat(tools.names()).endsWith(name);
    assertThat(failure.log()).isEqualTo(folder.resolve("launch/" + name + ".out"));
    assertThat(failure.remedy()).isNotBlank();
    assertThat(failure.lines()).isNotEmpty();
  }

  @Test
  void promise_5_a_terraform_that_is_still_at_work_is_named() {
    tools.answers(PLAN, ToolLock.HELD, "");

    assertThat(catchThrowableOfType(ServersException.class, this::launch))
        .hasMessage("another Terraform is still at work in slot green");
  }

  @Test
  void promise_8_inputs_and_plan_are_only_for_their_owner_while_terraform_has_them()
      throws Exception {
    List<String> modes = new ArrayList<>();
    tools.does(
        PLAN,
        call -> {
          modes.add(mode("launch/inputs.tfvars.json"));
          Path plan = folder.resolve(plan("launch"));
          Files.writeString(plan, "hush");
          modes.add(mode(plan("launch")));
          modes.add(mode("terraform/states"));
          return 2;
        });

    launch();

    assertThat(modes).containsExactly("rw-------", "rw-------", "rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {INIT, PLAN, SHOW, APPLY})
  void promise_8_the_plan_is_deleted_however_it_ends(String failing) throws Exception {
    tools.does(
        failing,
        call -> {
          Files.writeString(folder.resolve(plan("launch")), "hush");
          throw new ToolException("stopped", "", null, List.of());
        });

    assertThat(catchThrowableOfType(ToolException.class, this::launch)).isNotNull();
    assertThat(folder.resolve(plan("launch"))).doesNotExist();
  }

  @Test
  void promise_6_servers_that_turn_out_otherwise_are_no_success_and_no_refusal() throws Exception {
    tools
        .answers(SHOW, 0, Recorded.text("unknown-outputs", "plan.json"))
        .answers(
            OUTPUT,
            0,
            Recorded.text("create", "output.json").replace(Recorded.IMAGE, "sha256:old"));

    assertThat(catchThrowableOfType(ServersException.class, this::launch))
        .isNotInstanceOf(PlanRefusedException.class)
        .hasMessageContaining("Terraform made other servers than were asked for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"10.0.0.1\"", "{\"web-1\": {}}", "1", "[{\"name\": \"web-1\"}]"})
  void a_planned_output_that_lists_no_servers_is_refused_before_the_apply(String value)
      throws Exception {
    ObjectNode plan = (ObjectNode) Recorded.json("create");
    ((ObjectNode) plan.at("/planned_values/outputs/servers"))
        .set("value", Json.MAPPER.readTree(value));
    tools.answers(SHOW, 0, plan.toString());

    assertThat(catchThrowableOfType(ServersException.class, this::launch))
        .hasMessageMatching(
            "the output \"servers\" (is not a list of servers|has a server with no usable address,"
                + " port; its fields are name)");
    assertThat(tools.names()).doesNotContain(APPLY);
  }

  @Test
  void promise_8_what_a_server_lacks_is_told_and_not_what_it_has_in_its_fields() throws Exception {
    tools
        .answers(SHOW, 0, Recorded.text("unknown-outputs", "plan.json"))
        .answers(
            OUTPUT,
            0,
            """
            {"servers": {"value": [{"name": "web-1", "private_ip": "10.0.0.1", "user_data": "hush"}]}}
            """);

    assertThat(catchThrowableOfType(ServersException.class, this::launch))
        .hasMessage(
            "the output \"servers\" has a server with no usable address, port; its fields are name,"
                + " private_ip, user_data");
  }

  @Test
  void an_output_that_turns_out_to_be_missing_is_named() throws Exception {
    tools.answers(SHOW, 0, Recorded.text("unknown-outputs", "plan.json")).answers(OUTPUT, 0, "{}");

    assertThat(catchThrowableOfType(ServersException.class, this::launch))
        .hasMessage("the Terraform root does not return the output \"servers\"");
  }

  @Test
  void output_that_is_no_json_is_named() {
    tools.answers(OUTPUT, 0, "Warning: a wrapper talks\n{}");

    assertThat(catchThrowableOfType(ServersException.class, this::launch))
        .hasMessageContaining(OUTPUT + " did not print JSON");
  }

  @Test
  void state_is_kept_beside_the_ledger_unless_the_root_has_a_backend() throws Exception {
    launch();
    Path override = folder.resolve("root/immutable_override.tf");
    assertThat(Files.readString(override))
        .contains("workspace_dir = \"" + folder.resolve("terraform/states") + "\"");

    Files.delete(override);
    Files.writeString(folder.resolve("root/backend.tf"), "terraform { backend \"s3\" {} }");
    launch();
    assertThat(override).doesNotExist();
  }

  private List<Server> launch() throws ServersException, ToolException, InterruptedException {
    return servers.launch(INPUTS, guard, 2, Recorded.IMAGE);
  }

  private String mode(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
  }

  /** Where this process has its plan for an act. */
  private static String plan(String act) {
    return "launch/" + act + "-" + ProcessHandle.current().pid() + ".tfplan";
  }
}
