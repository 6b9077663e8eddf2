package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.COMPLETED;
import static io.github.immutable.ledger.SlotRecord.State.RETIRING;
import static io.github.immutable.ledger.SlotRecord.State.STANDBY;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetireFailureTest extends Scenarios {

  @Test
  void the_new_one_stays_live_when_the_old_one_cannot_be_destroyed_and_retire_finishes() {
    given()
        .liveServers("v1")
        .tool("terraform-blue-plan-destroy")
        .whenReleasing("v2")
        .thenExitCode(11)
        .thenFailedWith(ReleaseFailure.RetireFailed.class)
        .thenLive("v2", GREEN)
        .thenSlot(BLUE, RETIRING, 2)
        .thenRelease("local-2", COMPLETED)
        .thenSays("slot blue still stands")
        .afterwards()
        .mended()
        .whenRetiring()
        .thenExitCode(0)
        .thenDestroyed(BLUE)
        .thenLive("v2", GREEN);
  }

  @Test
  void the_next_release_removes_what_retire_could_not() {
    given()
        .liveServers("v1")
        .tool("terraform-blue-plan-destroy")
        .whenReleasing("v2")
        .thenExitCode(11)
        .afterwards()
        .mended()
        .whenReleasing("v3")
        .thenExitCode(0)
        .thenLive("v3", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void a_balancer_that_cannot_say_who_is_served_leaves_the_old_ones_to_retire() {
    given()
        .liveServers("v1")
        .balancerRefuses("sessions")
        .whenReleasing("v2")
        .thenExitCode(11)
        .thenLive("v2", GREEN)
        .thenSlot(BLUE, STANDBY, 2)
        .afterwards()
        .mended()
        .whenRetiring()
        .thenExitCode(0)
        .thenDestroyed(BLUE);
  }

  @Test
  void the_scratch_checkout_is_gone_however_a_release_ends() {
    Then ended =
        given()
            .liveServers("v1")
            .tool("terraform-blue-plan-destroy")
            .whenReleasing("v2")
            .thenExitCode(11);

    assertThat(Scratch.of(ended.world().site(), "local-1")).doesNotExist();
    assertThat(Scratch.of(ended.world().site(), "local-2")).doesNotExist();
  }

  @Test
  void destroy_takes_down_both_slots_and_can_be_repeated() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .tool("terraform-green-plan-destroy")
        .whenDestroying()
        .thenExitCode(20)
        .afterwards()
        .mended()
        .whenDestroying()
        .thenExitCode(0)
        .thenNothingLive()
        .thenDestroyed(BLUE)
        .thenDestroyed(GREEN)
        .afterwards()
        .whenDestroying()
        .thenExitCode(0)
        .afterwards()
        .whenReleasing("v3")
        .thenExitCode(0)
        .thenLive("v3", BLUE);
  }
}
