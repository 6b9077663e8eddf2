package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

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
        .anyMatch(its -> its.startsWith("web-local-blue-2") && its.contains("v1 --again"))
        .anyMatch(its -> its.contains("web-local-blue-2 does not exist any more"));
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

    assertThat(report.problems()).anyMatch(its -> its.contains("some-other-image"));
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

    assertThat(report.problems()).anyMatch(its -> its.contains("an operator is needed"));
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
