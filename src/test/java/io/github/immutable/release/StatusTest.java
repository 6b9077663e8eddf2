package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest extends Scenarios {

  @Test
  void nothing_live_is_no_problem() throws Exception {
    Status.Report report = report(given());

    assertThat(report.live()).isNull();
    assertThat(report.slots()).isEmpty();
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void says_what_is_live_and_what_stands_by() throws Exception {
    Status.Report report = report(given().standby(Duration.ofMinutes(10)).liveServers("v1", "v2"));

    assertThat(report.live()).isEqualTo("v2");
    assertThat(report.release()).isEqualTo("local-2");
    assertThat(report.slots()).extracting(Status.SlotReport::slot).containsExactly(BLUE, GREEN);
    assertThat(report.slots()).allMatch(slot -> slot.servers().size() == 2);
    assertThat(report.slots().getFirst().until()).isNotNull();
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void a_dead_server_is_a_problem_with_the_way_to_repair_it() throws Exception {
    Status.Report report =
        report(given().liveServers("v1").with(world -> world.platform.vanish("web-local-blue-2")));

    assertThat(report.problems())
        .filteredOn(its -> its.contains("web-local-blue-2"))
        .containsExactly(
            "1 of 2 servers is not healthy: web-local-blue-2;"
                + " replace them: immutable release v1 --again");
    assertThat(report.slots().getFirst().servers())
        .extracting(Status.ServerReport::healthy, Status.ServerReport::what)
        .contains(tuple(false, "does not exist, says the inventory"));
  }

  @Test
  void a_server_that_answers_and_is_not_running_says_the_inventory_is_not_healthy()
      throws Exception {
    Status.Report report =
        report(
            given()
                .liveServers("v1")
                .with(world -> world.platform.report("web-local-blue-1", "state=paused")));

    assertThat(report.slots().getFirst().servers().getFirst())
        .extracting(Status.ServerReport::healthy, Status.ServerReport::what)
        .containsExactly(false, "is paused, says the inventory");
    assertThat(report.problems()).hasSize(1);
  }

  @Test
  void servers_that_are_all_dead_are_one_problem() throws Exception {
    Status.Report report =
        report(
            given()
                .liveServers("v1")
                .with(world -> world.platform.behave(".*blue.*", FakeServer.Behaviour.UNHEALTHY)));

    assertThat(report.problems())
        .containsExactly(
            "2 of 2 servers are not healthy: web-local-blue-1, web-local-blue-2;"
                + " replace them: immutable release v1 --again");
  }

  @Test
  void a_standby_that_is_not_well_is_a_note_and_no_problem() throws Exception {
    Status.Report report =
        report(
            given()
                .standby(Duration.ofMinutes(10))
                .liveServers("v1", "v2")
                .with(world -> world.platform.vanish("web-local-blue-2")));

    assertThat(report.problems()).isEmpty();
    assertThat(report.notes())
        .containsExactly(
            "standby: 1 of 2 servers is not healthy: web-local-blue-2;"
                + " a rollback makes them anew; immutable retire --now   removes it");
  }

  @Test
  void a_slot_that_is_half_retired_is_a_note_with_the_way_to_finish_it() throws Exception {
    Given left =
        given()
            .liveServers("v1")
            .tool("terraform-blue-plan-destroy")
            .whenReleasing("v2")
            .thenExitCode(11)
            .afterwards();

    assertThat(report(left).notes())
        .containsExactly("slot blue is half retired; immutable retire   finishes it");
  }

  @Test
  void promise_2_a_server_that_changed_its_image_is_a_problem() throws Exception {
    Status.Report report =
        report(
            given()
                .liveServers("v1")
                .with(
                    world ->
                        world.platform.behave("web-local-blue-1", FakeServer.Behaviour.LYING)));

    assertThat(report.problems()).anyMatch(its -> its.contains("web-local-blue-1"));
    assertThat(report.slots().getFirst().servers().getFirst().what()).contains("some-other-image");
  }

  @Test
  void a_server_that_nobody_knows_is_a_problem() throws Exception {
    Status.Report report =
        report(
            given()
                .liveServers("v1")
                .with(
                    world ->
                        world.platform.boot(
                            world.platform.prepare("stray", GREEN, "local-0", "sha256:x"))));

    assertThat(report.problems()).anyMatch(its -> its.contains("server stray exists"));
  }

  @Test
  void a_balancer_that_somebody_switched_is_a_problem() throws Exception {
    Status.Report report =
        report(given().liveServers("v1").with(world -> world.traffic.tamper(Optional.of(GREEN))));

    assertThat(report.problems())
        .containsExactly(
            "the balancer gives the traffic to green, the ledger says blue;"
                + " immutable help drift   says what to do");
  }

  @Test
  void a_release_that_was_cut_short_is_a_problem_with_the_way_out() throws Exception {
    Given killed =
        given().liveServers("v1").killedAt("begin soak").whenReleasing("v2").afterwards();

    assertThat(report(killed).problems())
        .anyMatch(its -> its.contains("local-2") && its.contains("immutable abort"));
  }

  private static Status.Report report(Given given) throws Exception {
    return new Status(given.world().site()).report();
  }
}
