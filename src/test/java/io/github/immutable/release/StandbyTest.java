package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.COMPLETED;
import static io.github.immutable.ledger.SlotRecord.State.ACTIVE;
import static io.github.immutable.ledger.SlotRecord.State.STANDBY;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandbyTest extends Scenarios {
  private static final Duration STANDS = Duration.ofMinutes(10);

  @Test
  void a_standing_release_takes_over_without_packer_and_terraform() {
    given()
        .standby(STANDS)
        .liveServers("v1", "v2")
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenSlot(GREEN, STANDBY, 2)
        .thenRelease("local-3", COMPLETED)
        .thenCalled("packer", 0)
        .thenCalled("terraform", 0);
  }

  @Test
  void promise_3_a_standby_with_fewer_servers_than_are_live_is_made_anew() {
    given()
        .standby(STANDS)
        .servers(2)
        .liveServers("v1")
        .servers(3)
        .liveServers("v2")
        .whenRollingBack()
        .thenExitCode(0)
        .thenSlot(BLUE, ACTIVE, 3);
  }

  @Test
  void a_standby_that_is_not_healthy_is_made_anew() {
    given()
        .standby(STANDS)
        .liveServers("v1", "v2")
        .with(world -> world.platform.vanish("web-local-blue-1"))
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenCalled("packer", 0);
  }

  @Test
  void what_stood_by_when_it_was_gone_back_to_can_be_made_anew_later() {
    given()
        .standby(STANDS)
        .liveServers("v1", "v2")
        .whenRollingBack()
        .thenLive("v1", BLUE)
        .afterwards()
        .standby(Duration.ZERO)
        .whenRollingBackTo("v2")
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE)
        .afterwards()
        .whenRollingBackTo("v1")
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenCalled("packer", 0);
  }

  @Test
  void a_cold_rollback_that_fails_is_put_back() {
    given()
        .liveServers("v1", "v2")
        .candidateNeverHealthy()
        .whenRollingBack()
        .thenExitCode(10)
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE);
  }

  @Test
  void a_standby_that_fails_to_take_over_stands_by_again() {
    given()
        .standby(STANDS)
        .liveServers("v1", "v2")
        .with(world -> world.traffic.stuckOn = Optional.of(GREEN))
        .whenRollingBackKeepFailed()
        .thenExitCode(10)
        .thenLive("v2", GREEN)
        .thenSlot(BLUE, STANDBY, 2)
        .thenCalled("terraform", 0)
        .afterwards()
        .mended()
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenCalled("terraform", 0);
  }
}
