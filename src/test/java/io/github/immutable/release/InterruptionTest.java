package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.COMPLETED;
import static io.github.immutable.ledger.ReleaseRecord.State.FAILED;
import static io.github.immutable.ledger.ReleaseRecord.State.OPEN;
import static io.github.immutable.ledger.SlotRecord.State.CANDIDATE;
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
  void an_interrupted_release_stops_and_is_resumed_or_aborted(String step) {
    given()
        .liveServers("v1")
        .interruptedAt(step)
        .whenReleasing("v2")
        .thenExitCode(130)
        .thenFailedWith(ReleaseFailure.Interrupted.class)
        .thenSays("was interrupted in", "holds local until it is resumed or aborted")
        .thenRelease("local-2", OPEN)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE)
        .afterwards()
        .interruptedAt("begin soak")
        .whenReleasing("v1")
        .thenExitCode(130)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"before terraform-blue-plan-destroy", "after terraform-blue-apply"})
  void a_release_interrupted_in_retire_is_live_and_is_finished(String step) {
    given()
        .liveServers("v1")
        .interruptedAt(step)
        .whenReleasing("v2")
        .thenExitCode(130)
        .thenTrafficStaysOn(GREEN)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE)
        .thenRelease("local-2", COMPLETED);
  }

  @Test
  void promise_4_an_apply_is_finished_first() {
    given()
        .liveServers("v1")
        .interruptedAt("before terraform-green-apply")
        .whenReleasing("v2")
        .thenExitCode(130)
        .thenSlot(GREEN, CANDIDATE, 2)
        .thenCalled("terraform-green-output", 0);
  }

  @Test
  void a_switch_is_finished_first_and_recorded() {
    given()
        .liveServers("v1")
        .interruptedAt("register green")
        .whenReleasing("v2")
        .thenExitCode(130)
        .thenLive("v2", GREEN)
        .thenSays("v2 (release local-2, slot green, 2 of 2 servers healthy)");
  }

  @Test
  void a_standby_that_was_being_removed_to_make_room_is_said_to_be_gone() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .interruptedAt("before terraform-blue-plan-destroy")
        .whenReleasing("v3")
        .thenExitCode(130)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenSays("the old servers in slot blue had to make room and are gone")
        .thenNotes("old servers in slot blue destroyed: that had begun")
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE);
  }

  @Test
  void an_interrupt_while_a_failed_release_is_put_back_leaves_the_rest_to_resume() {
    given()
        .liveServers("v1")
        .candidateNeverHealthy()
        .interruptedAt("before terraform-green-plan-destroy")
        .whenReleasing("v2")
        .thenExitCode(130)
        .thenTrafficStaysOn(BLUE)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @Test
  void an_interrupted_build_leaves_nothing_and_holds_nothing() {
    given()
        .liveServers("v1")
        .interruptedAt("before packer-build")
        .whenBuilding("v2")
        .thenExitCode(10)
        .thenNext("run the same command again when you are ready")
        .thenRelease("local-2", FAILED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenSays("nothing to resume");
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
        .interruptedAt("before terraform-green-plan-destroy")
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

  @Test
  void an_interrupted_retire_says_what_is_live_and_can_be_repeated() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .interruptedAt("before terraform-blue-plan-destroy")
        .whenRetiringNow()
        .thenExitCode(130)
        .thenSays("retire was interrupted", "slot blue may still stand")
        .thenNext("run the same command again when you are ready")
        .thenLive("v2", GREEN)
        .afterwards()
        .whenRetiring()
        .thenExitCode(0)
        .thenDestroyed(BLUE);
  }

  @Test
  void an_interrupted_destroy_does_not_say_that_nothing_was_changed() {
    given()
        .liveServers("v1")
        .interruptedAt("before terraform-blue-apply")
        .whenDestroying()
        .thenExitCode(130)
        .thenSays("destroy was interrupted", "may still stand", "not probed")
        .thenNext("run the same command again when you are ready")
        .afterwards()
        .whenDestroying()
        .thenExitCode(0)
        .thenDestroyed(BLUE);
  }

  @Test
  void an_interrupted_sweep_can_be_repeated() {
    given()
        .liveServers("v1")
        .with(
            world ->
                world.platform.boot(
                    world.platform.prepare("web-local-green-7", GREEN, "local-1", "sha256:x")))
        .interruptedAt("before inventory-remove-1")
        .whenSweeping()
        .thenExitCode(130)
        .thenSays("sweep was interrupted", "server web-local-green-7")
        .afterwards()
        .whenSweeping()
        .thenExitCode(0)
        .thenDestroyed(GREEN);
  }
}
