package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Green is the candidate, and blue's two servers carry the traffic. */
class PlanGuardTest {
  private static final List<Server> BLUE =
      List.of(Recorded.server(Slot.BLUE, 1), Recorded.server(Slot.BLUE, 2));
  private final PlanGuard guard = new PlanGuard(Slot.GREEN, BLUE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create",
        "no-op",
        "update",
        "moved",
        "replace-delete-first",
        "replace-create-first",
        "container",
        "unknown-outputs",
      })
  void a_launch_within_its_slot_is_let_through(String name) throws Exception {
    assertThat(guard.againstLaunch(Recorded.plan(name), 2, Recorded.IMAGE)).isEmpty();
  }

  @Test
  void a_deposed_server_of_its_own_is_let_through() throws Exception {
    assertThat(guard.againstLaunch(Recorded.plan("deposed"), 1, Recorded.IMAGE)).isEmpty();
  }

  @Test
  void promise_1_a_plan_for_another_slot_is_refused() throws Exception {
    PlanGuard other = new PlanGuard(Slot.BLUE, List.of());

    assertThat(other.againstLaunch(Recorded.plan("create"), 2, Recorded.IMAGE))
        .containsExactly("its variable \"slot\" is green, not blue");
    assertThat(other.againstDestroy(Recorded.plan("delete")))
        .containsExactly("its variable \"slot\" is green, not blue");
  }

  @Test
  void promise_1_the_active_slots_state_is_refused_by_its_servers_names() throws Exception {
    assertThat(guard.againstLaunch(Recorded.plan("state-of-the-other-slot"), 2, Recorded.IMAGE))
        .containsExactly(
            "its state is the one of active server web-local-blue-1",
            "its state is the one of active server web-local-blue-2",
            "terraform_data.server[\"web-local-blue-1\"]: [delete] of active server web-local-blue-1",
            "terraform_data.server[\"web-local-blue-2\"]: [delete] of active server web-local-blue-2");
    assertThat(guard.againstDestroy(Recorded.plan("destroy-of-the-other-slot"))).hasSize(2);
  }

  @Test
  void promise_1_an_active_server_is_known_by_its_address_and_port_too() throws Exception {
    PlanGuard renamed =
        new PlanGuard(Slot.GREEN, List.of(new Server("i-1", "127.0.0.1", 21001, null)));

    assertThat(renamed.againstDestroy(Recorded.plan("destroy-of-the-other-slot")))
        .containsExactly(
            "terraform_data.server[\"web-local-blue-2\"]: [delete] of active server i-1");
  }

  @Test
  void promise_1_an_address_of_its_own_is_enough_to_know_an_active_server() {
    Server active = new Server("i-1", "10.0.0.1", 80, null);
    Plan.ResourceChange change = change("delete", "10.0.0.1");

    assertThat(against(List.of(active), Set.of("10.0.0.2"), change)).hasSize(1);
    // but not where the candidate's servers share the host
    assertThat(against(List.of(active), Set.of("10.0.0.1"), change)).isEmpty();
    assertThat(against(List.of(active), Set.of("10.0.0.1"), change("delete", "10.0.0.1", "80")))
        .hasSize(1);
    assertThat(against(List.of(active), Set.of("10.0.0.1"), change("delete", "10.0.0.1:80")))
        .hasSize(1);
    assertThat(against(List.of(active), Set.of(), change("no-op", "10.0.0.1"))).isEmpty();
  }

  @Test
  void promise_1_planned_servers_may_not_be_the_active_ones_by_name_or_address() throws Exception {
    Plan plan = Recorded.plan("create");
    Server name = new Server("web-local-green-1", "10.0.0.1", 80, null);
    Server endpoint = new Server("other", "127.0.0.1", 21101, null);

    assertThat(new PlanGuard(Slot.GREEN, List.of(name)).againstLaunch(plan, 2, Recorded.IMAGE))
        .containsExactly("web-local-green-1 at 127.0.0.1:21100 is a server of the active slot");
    assertThat(new PlanGuard(Slot.GREEN, List.of(endpoint)).againstLaunch(plan, 2, Recorded.IMAGE))
        .containsExactly("web-local-green-2 at 127.0.0.1:21101 is a server of the active slot");
  }

  @Test
  void promise_3_fewer_servers_than_needed_are_refused() throws Exception {
    assertThat(guard.againstLaunch(Recorded.plan("fewer"), 2, Recorded.IMAGE))
        .containsExactly("1 servers where at least 2 are needed");
    assertThat(guard.againstLaunch(Recorded.plan("nothing-left"), 0, Recorded.IMAGE))
        .containsExactly("0 servers where at least 0 are needed");
  }

  @Test
  void promise_6_another_image_than_was_verified_is_refused() throws Exception {
    assertThat(guard.againstLaunch(Recorded.plan("create"), 2, "sha256:other"))
        .hasSize(2)
        .first()
        .isEqualTo("web-local-green-1 would run " + Recorded.IMAGE + ", not sha256:other");
  }

  @Test
  void promise_4_a_launch_may_not_let_servers_be_forgotten() throws Exception {
    assertThat(guard.againstLaunch(Recorded.plan("forget"), 2, Recorded.IMAGE))
        .hasSize(2)
        .allMatch(reason -> reason.contains("no state would know of it"));
  }

  @Test
  void promise_1_a_launch_may_not_adopt_what_stands() throws Exception {
    assertThat(guard.againstLaunch(Recorded.plan("import"), 2, Recorded.IMAGE))
        .anyMatch(reason -> reason.endsWith("of active server web-local-blue-1"))
        .anyMatch(reason -> reason.contains("stands already"));
  }

  @Test
  void a_destroy_within_its_slot_is_let_through() throws Exception {
    assertThat(guard.againstDestroy(Recorded.plan("delete"))).isEmpty();
    assertThat(guard.againstDestroy(Recorded.plan("nothing-left"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "update", "replace-delete-first", "forget", "import"})
  void promise_1_a_destroy_may_do_nothing_but_delete(String name) throws Exception {
    assertThat(guard.againstDestroy(Recorded.plan(name)))
        .isNotEmpty()
        .anyMatch(reason -> reason.endsWith("where only a delete was asked for"));
  }

  private static List<String> against(
      List<Server> active, Set<String> addresses, Plan.ResourceChange change) {
    return new PlanGuard(Slot.GREEN, active)
        .againstDestroy(
            new Plan(
                Optional.of("green"),
                Optional.empty(),
                Set.of(),
                Set.of(),
                addresses,
                List.of(change)));
  }

  private static Plan.ResourceChange change(String action, String... before) {
    return new Plan.ResourceChange("a.b", List.of(action), Set.of(before), false, false);
  }
}
