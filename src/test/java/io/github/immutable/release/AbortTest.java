package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.COMPLETED;
import static io.github.immutable.ledger.ReleaseRecord.State.FAILED;
import static io.github.immutable.ledger.ReleaseRecord.State.OPEN;
import static io.github.immutable.ledger.SlotRecord.State.STANDBY;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbortTest extends Scenarios {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before base-image",
        "before packer-build",
        "after packer-build",
        "before terraform-green-plan",
        "before terraform-green-apply",
        "after terraform-green-apply",
        "after terraform-green-output",
        "begin verify",
        "begin promote",
        "register green",
        "switch green",
        "after switch",
        "begin soak"
      })
  void promise_4_what_a_killed_release_left_is_put_back(String step) {
    given()
        .liveServers("v1")
        .killedAt(step)
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .thenRelease("local-2", OPEN)
        .afterwards()
        .whenReleasing("v3")
        .thenExitCode(3)
        .thenFailedWith(ReleaseFailure.Unfinished.class)
        .thenNothingTouched()
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin retire", "before terraform-blue-plan-destroy"})
  void promise_4_a_release_that_has_passed_its_soak_stays_live(String step) {
    given()
        .liveServers("v1")
        .killedAt(step)
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenAborting()
        .thenExitCode(11)
        .thenLive("v2", GREEN)
        .thenSays("immutable retire")
        .thenRelease("local-2", COMPLETED)
        .afterwards()
        .whenRetiring()
        .thenExitCode(0)
        .thenDestroyed(BLUE)
        .thenLive("v2", GREEN);
  }

  @Test
  void promise_9_what_was_aborted_is_remembered_as_a_failure_although_abort_did_as_asked() {
    Then aborted =
        given()
            .liveServers("v1")
            .killedAt("begin soak")
            .whenReleasing("v2")
            .thenExitCode(Then.KILLED)
            .afterwards()
            .whenAborting()
            .thenExitCode(0)
            .thenSays("release local-2 (v2) was aborted", "v1 (release local-1, slot blue");

    assertThat(aborted.release("local-2").exitCode()).isEqualTo(10);
  }

  @Test
  void a_release_killed_when_all_was_done_has_left_nothing() {
    given()
        .liveServers("v1")
        .killedAt("done slot blue drained and destroyed")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenSays("is live")
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE)
        .thenRelease("local-2", COMPLETED);
  }

  @Test
  void a_first_release_that_was_killed_leaves_nothing() {
    given()
        .killedAt("begin soak")
        .whenReleasing("v1")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenNothingLive()
        .thenDestroyed(BLUE)
        .afterwards()
        .whenReleasing("v2")
        .thenExitCode(0)
        .thenLive("v2", BLUE);
  }

  @Test
  void an_abort_that_was_killed_is_aborted_again() {
    given()
        .liveServers("v1")
        .killedAt("begin soak")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .with(World::restart)
        .killedAt("done nothing is left")
        .whenAbortingHere()
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void an_aborted_rollback_that_had_destroyed_its_servers_leaves_no_standby_without_servers() {
    given()
        .liveServers("v1", "v2")
        .killedAt("begin soak")
        .whenRollingBack()
        .thenExitCode(Then.KILLED)
        .afterwards()
        .with(World::restart)
        .killedAt("done nothing is left")
        .whenAbortingHere()
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin verify", "switch blue", "after switch", "begin soak"})
  void a_killed_rollback_to_a_standby_gives_it_its_place_again(String step) {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .killedAt(step)
        .whenRollingBack()
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenSlot(BLUE, STANDBY, 2)
        .thenCalled("terraform", 0)
        .afterwards()
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenCalled("terraform", 0);
  }

  @Test
  void with_nothing_unfinished_there_is_nothing_to_abort() {
    given()
        .liveServers("v1")
        .whenAborting()
        .thenExitCode(0)
        .thenSays("nothing to abort")
        .thenNothingTouched()
        .thenLive("v1", BLUE);
  }

  @Test
  void a_killed_build_is_aborted_and_its_builder_removed() {
    given()
        .liveServers("v1")
        .killedAt("after packer-build")
        .whenBuilding("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .with(world -> world.platform.makeBuilder("builder-1", world.site().run("local-2")))
        .whenAborting()
        .thenExitCode(0)
        .thenNotes("removed build server builder-1")
        .thenLive("v1", BLUE);
  }
}
