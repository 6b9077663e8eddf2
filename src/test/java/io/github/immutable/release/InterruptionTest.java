package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.COMPLETED;
import static io.github.immutable.ledger.ReleaseRecord.State.FAILED;
import static io.github.immutable.ledger.ReleaseRecord.State.OPEN;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptionTest extends Scenarios {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before base-image",
        "before packer-build",
        "after packer-build",
        "before terraform-green-apply",
        "after terraform-green-apply",
        "begin verify",
        "begin promote",
        "register green",
        "after switch",
        "begin soak"
      })
  void an_interrupted_release_is_put_back(String step) {
    given()
        .liveServers("v1")
        .interruptedAt(step)
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.Interrupted.class)
        .thenSays("was interrupted in")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"before terraform-blue-plan-destroy", "after terraform-blue-apply"})
  void a_release_interrupted_in_retire_goes_forward(String step) {
    given()
        .liveServers("v1")
        .interruptedAt(step)
        .whenReleasing("v2")
        .thenExitCode(11)
        .thenLive("v2", GREEN)
        .thenRelease("local-2", COMPLETED)
        .afterwards()
        .whenRetiring()
        .thenExitCode(0)
        .thenDestroyed(BLUE);
  }

  @Test
  void a_standby_that_was_being_removed_to_make_room_is_said_to_be_gone() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .interruptedAt("before terraform-blue-apply")
        .whenReleasing("v3")
        .thenExitCode(10)
        .thenSays(
            "release local-3 (v3) was interrupted in launch;"
                + " the old servers in slot blue had to make room and are gone")
        .thenNotes("old servers in slot blue destroyed: that had begun")
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE);
  }

  @Test
  void a_first_release_that_is_interrupted_leaves_nothing() {
    given()
        .interruptedAt("begin soak")
        .whenReleasing("v1")
        .thenExitCode(10)
        .thenNothingLive()
        .thenDestroyed(BLUE);
  }

  @Test
  void a_second_interrupt_leaves_the_rest_to_abort() {
    given()
        .liveServers("v1")
        .interruptedAt("begin soak")
        .interruptedAt("before terraform-green-plan-destroy")
        .whenReleasing("v2")
        .thenExitCode(130)
        .thenSays("immutable abort")
        .thenRelease("local-2", OPEN)
        .thenTrafficStaysOn(BLUE)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @Test
  void the_first_interrupt_while_a_failed_release_is_put_back_does_not_leave_it_half_done() {
    given()
        .liveServers("v1")
        .candidateNeverHealthy()
        .interruptedAt("before terraform-green-plan-destroy")
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void an_interrupted_abort_can_be_repeated() {
    given()
        .liveServers("v1")
        .killedAt("begin soak")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .with(World::restart)
        .interruptedAt("before terraform-green-apply")
        .whenAbortingHere()
        .thenExitCode(130)
        .thenRelease("local-2", OPEN)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void an_interrupt_before_anything_is_changed_changes_nothing() {
    Then stopped =
        given()
            .interruptedAt("before inventory-servers")
            .whenReleasing("v1")
            .thenExitCode(130)
            .thenNothingTouched();

    assertThat(stopped.releases()).isEmpty();
  }
}
