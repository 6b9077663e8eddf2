package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.FAILED;
import static io.github.immutable.ledger.ReleaseRecord.State.UNCLEAN;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficFailureTest extends Scenarios {

  @ParameterizedTest
  @ValueSource(strings = {"register green", "switch green", "read back green"})
  void a_switch_that_the_balancer_refuses_is_given_back(String act) {
    given()
        .liveServers("v1")
        .balancerRefuses(act)
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.TrafficFailed.class)
        .thenSays("failed in promote")
        .thenNotes("traffic back on slot blue, confirmed")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @Test
  void a_switch_that_the_front_door_does_not_show_is_given_back() {
    given()
        .liveServers("v1")
        .with(world -> world.traffic.stuckOn = Optional.of(BLUE))
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.NotConfirmed.class)
        .thenSays("answered from blue, not green")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void a_first_release_that_the_front_door_does_not_show_is_switched_off() {
    given()
        .with(world -> world.traffic.stuckOn = Optional.of(GREEN))
        .whenReleasing("v1")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.NotConfirmed.class)
        .thenNothingLive()
        .thenDestroyed(BLUE);
  }

  @ParameterizedTest
  @EnumSource(
      value = FakeServer.Behaviour.class,
      names = {"UNHEALTHY", "HANGING"})
  void a_candidate_that_fails_under_traffic_loses_it_again(FakeServer.Behaviour how) {
    given()
        .liveServers("v1")
        .with(world -> world.timeout = Duration.ofMillis(300))
        .with(world -> failInSoak(world, how))
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.SoakFailed.class)
        .thenSays("failed in soak")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @ParameterizedTest
  @EnumSource(
      value = FakeServer.Behaviour.class,
      names = {"UNHEALTHY", "HANGING"})
  void what_is_live_and_broken_can_be_replaced(FakeServer.Behaviour how) {
    given()
        .liveServers("v1", "v2")
        .with(world -> world.timeout = Duration.ofMillis(300))
        .with(world -> world.platform.behave(".*green.*", how))
        .whenReleasing("v3")
        .thenExitCode(0)
        .thenLive("v3", BLUE);
  }

  @Test
  void traffic_that_cannot_be_given_back_needs_an_operator_and_abort_tries_again() {
    given()
        .liveServers("v1")
        .with(world -> failInSoak(world, FakeServer.Behaviour.UNHEALTHY))
        .balancerRefuses("switch blue")
        .whenReleasing("v2")
        .thenExitCode(20)
        .thenRelease("local-2", UNCLEAN)
        .thenSays("could not be put back", "immutable abort")
        .afterwards()
        .whenAborting()
        .thenExitCode(20)
        .thenRelease("local-2", UNCLEAN)
        .afterwards()
        .mended()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @Test
  void promise_3_servers_that_users_were_sent_to_are_drained_before_they_are_destroyed() {
    given()
        .liveServers("v1")
        .with(world -> failInSoak(world, FakeServer.Behaviour.UNHEALTHY))
        .with(world -> world.traffic.sessions(GREEN, 3))
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenNotes("3 sessions still open in slot green")
        .thenDestroyed(GREEN);
  }

  @Test
  void a_drain_that_never_ends_ends_with_the_drain_time() {
    given()
        .liveServers("v1")
        .with(world -> world.traffic.sessions(BLUE, 2))
        .whenReleasing("v2")
        .thenExitCode(0)
        .thenNotes("2 sessions still open in slot blue after the drain time")
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE);
  }

  @Test
  void promise_7_where_nobody_knows_what_is_under_way_the_whole_drain_time_is_waited() {
    AtomicReference<Duration> waited = new AtomicReference<>();
    given()
        .liveServers("v1")
        .with(world -> world.traffic.keepSilent(waited::set))
        .whenReleasing("v2")
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE);

    assertThat(waited.get()).isGreaterThanOrEqualTo(World.DRAIN);
  }

  /** Fails once it is confirmed and before soak is over. */
  private static void failInSoak(World world, FakeServer.Behaviour how) {
    world.progress.when("begin soak", () -> world.platform.behave(".*green.*", how));
  }
}
