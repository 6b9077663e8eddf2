package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On what {@code terraform show -json} really prints. */
class PlanTest {

  @ParameterizedTest
  @CsvSource({
    "create, create, false",
    "no-op, no-op, false",
    "moved, no-op, true",
    "update, update, true",
    "replace-delete-first, delete+create, true",
    "replace-create-first, create+delete, true",
    "delete, delete, true",
    "forget, forget, true",
    "import, delete+create, true",
  })
  void the_first_servers_actions_are_read(String name, String actions, boolean touches)
      throws Exception {
    Plan.ResourceChange first = Recorded.plan(name).changes().get(0);

    assertThat(String.join("+", first.actions())).isEqualTo(actions);
    assertThat(first.touchesWhatExists()).isEqualTo(touches);
    assertThat(first.address()).endsWith("[\"web-local-green-1\"]");
  }

  @Test
  void the_slot_and_the_servers_are_read() throws Exception {
    Plan plan = Recorded.plan("create");

    assertThat(plan.slot()).contains("green");
    assertThat(plan.servers())
        .contains(List.of(Recorded.server(Slot.GREEN, 1), Recorded.server(Slot.GREEN, 2)));
    assertThat(plan.addresses()).containsExactly("127.0.0.1");
  }

  @Test
  void servers_that_are_known_only_after_the_apply_are_not_known() throws Exception {
    assertThat(Recorded.plan("unknown-outputs").servers()).isEmpty();
    assertThat(Recorded.plan("delete").servers()).isEmpty();
    assertThat(Recorded.plan("nothing-left").servers()).contains(List.of());
  }

  @Test
  void a_deposed_object_is_a_change_of_its_own() throws Exception {
    List<Plan.ResourceChange> changes = Recorded.plan("deposed").changes();

    assertThat(changes).hasSize(3);
    assertThat(changes.get(2).address())
        .matches("terraform_data.server\\[\"web-local-green-1\"] \\([0-9a-f]{8}\\)");
    assertThat(changes.get(2).actions()).containsExactly("delete");
  }

  @Test
  void what_a_resource_held_before_can_be_searched() throws Exception {
    assertThat(Recorded.plan("delete").changes().get(0).before())
        .contains("web-local-green-1", "127.0.0.1", "21100", "local-1");
    assertThat(Recorded.plan("import").changes().get(0).before()).contains("web-local-blue-1");
    assertThat(Recorded.plan("create").changes().get(0).before()).isEmpty();
  }

  @Test
  void an_action_that_is_not_known_here_touches_what_exists() {
    assertThat(
            new Plan.ResourceChange("a", List.of("transmogrify"), Set.of(), false, false)
                .touchesWhatExists())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "0.2", "", "11.0"})
  void another_format_version_is_refused(String version) throws Exception {
    ObjectNode json = (ObjectNode) Recorded.json("create");
    json.put("format_version", version);

    assertThat(catchThrowableOfType(ServersException.class, () -> Plan.of(json)))
        .hasMessageContaining("format version \"" + version + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[7]", "[\"\"]", "\"create\""})
  void promise_1_a_plan_that_does_not_say_what_it_does_is_refused(String actions) throws Exception {
    ObjectNode json = (ObjectNode) Recorded.json("delete");
    ((ObjectNode) json.at("/resource_changes/0/change"))
        .set("actions", Json.MAPPER.readTree(actions));

    assertThat(catchThrowableOfType(ServersException.class, () -> Plan.of(json)))
        .hasMessageContaining(
            "does not say what is done to terraform_data.server[\"web-local-green-1\"]");
  }

  @Test
  void promise_1_a_plan_that_is_not_whole_is_refused() throws Exception {
    ObjectNode errored = ((ObjectNode) Recorded.json("delete")).put("errored", true);
    ObjectNode listless = ((ObjectNode) Recorded.json("delete")).put("resource_changes", "none");

    assertThat(catchThrowableOfType(ServersException.class, () -> Plan.of(errored)))
        .hasMessageContaining("in spite of errors");
    assertThat(catchThrowableOfType(ServersException.class, () -> Plan.of(listless)))
        .hasMessageContaining("resource_changes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"80.9", "4294967376", "\"80a\"", "\"\"", "1e2", "null", "-80", "0"})
  void a_port_that_is_no_port_is_refused_and_not_rounded(String port) throws Exception {
    ObjectNode json = (ObjectNode) Recorded.json("create");
    ((ObjectNode) json.at("/planned_values/outputs/servers/value/0"))
        .set("port", Json.MAPPER.readTree(port));

    assertThat(catchThrowableOfType(ServersException.class, () -> Plan.of(json)))
        .hasMessage(
            "the output \"servers\" has a server with no usable port; its fields are address, image,"
                + " name, port");
  }

  @Test
  void a_plan_without_a_slot_has_none() throws Exception {
    ObjectNode json = (ObjectNode) Recorded.json("create");
    ((ObjectNode) json.path("variables")).remove("slot");

    assertThat(Plan.of(json).slot()).isEqualTo(Optional.empty());
  }
}
