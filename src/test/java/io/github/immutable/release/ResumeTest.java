package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.COMPLETED;
import static io.github.immutable.ledger.ReleaseRecord.State.FAILED;
import static io.github.immutable.ledger.ReleaseRecord.State.OPEN;
import static io.github.immutable.ledger.SlotRecord.State.ACTIVE;
import static io.github.immutable.ledger.SlotRecord.State.STANDBY;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest extends Scenarios {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin build",
        "before base-image",
        "before packer-build",
        "after packer-build",
        "begin launch",
        "before terraform-green-plan",
        "before terraform-green-apply",
        "after terraform-green-apply",
        "after terraform-green-output",
        "begin verify",
        "begin promote",
        "register green",
        "switch green",
        "after switch",
        "begin soak",
        "begin retire",
        "before terraform-blue-plan-destroy",
        "after terraform-blue-apply"
      })
  void promise_4_a_release_killed_anywhere_is_finished(String step) {
    given()
        .liveServers("v1")
        .killedAt(step)
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .thenRelease("local-2", OPEN)
        .afterwards()
        .whenReleasing("v3")
        .thenExitCode(3)
        .thenNothingTouched()
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE)
        .thenRelease("local-2", COMPLETED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenSays("nothing to resume");
  }

  @Test
  void promise_4_a_resume_that_is_killed_is_resumed() {
    given()
        .liveServers("v1")
        .killedAt("before terraform-green-apply")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .with(World::restart)
        .killedAt("after switch")
        .whenResumingHere()
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenDestroyed(BLUE);
  }

  @Test
  void a_build_that_ended_well_after_we_were_gone_is_taken_over() {
    given()
        .liveServers("v1")
        .killedAt("after packer-build")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenCalled("packer-build", 0)
        .thenLive("v2", GREEN);
  }

  @Test
  void the_builder_of_a_build_that_was_cut_short_is_removed_before_the_next() {
    given()
        .liveServers("v1")
        .killedAt("before packer-build")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .with(world -> world.platform.makeBuilder("builder-1", world.site().run("local-2")))
        .whenResuming()
        .thenExitCode(0)
        .thenNotes("removed build server builder-1")
        .thenLive("v2", GREEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void promise_4_servers_that_a_dead_terraform_made_are_no_duplicates(int made) {
    given()
        .liveServers("v1")
        .with(world -> world.terraform.dieAfter = made)
        .killedAt("after terraform-green-apply")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenSlot(GREEN, ACTIVE, 2);
  }

  @Test
  void promise_2_what_was_verified_before_the_process_died_is_verified_again() {
    given()
        .liveServers("v1")
        .killedAt("begin promote")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .candidateNeverHealthy()
        .whenResuming()
        .thenExitCode(10)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @Test
  void once_putting_back_has_begun_that_is_what_is_finished() {
    given()
        .liveServers("v1")
        .candidateNeverHealthy()
        .killedAt("before terraform-green-plan-destroy")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenNotes("being put back")
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin verify", "switch blue", "after switch", "begin soak"})
  void a_rollback_to_a_standby_is_finished_without_terraform(String step) {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .killedAt(step)
        .whenRollingBack()
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenCalled("terraform", 0)
        .thenLive("v1", BLUE)
        .thenSlot(GREEN, STANDBY, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin launch", "before terraform-blue-apply", "begin soak"})
  void a_cold_rollback_is_finished(String step) {
    given()
        .liveServers("v1", "v2")
        .killedAt(step)
        .whenRollingBack()
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void a_first_release_is_finished() {
    given()
        .killedAt("begin soak")
        .whenReleasing("v1")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v1", BLUE);
  }

  @Test
  void what_it_was_asked_is_remembered() {
    given()
        .liveServers("v1")
        .killedAt("begin launch")
        .whenReleasingAgain("v1")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v1", GREEN)
        .thenDestroyed(BLUE);
  }

  @Test
  void somebody_elses_switch_is_no_switch_of_ours() {
    given()
        .liveServers("v1")
        .killedAt("begin verify")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .with(world -> world.traffic.tamper(Optional.empty()))
        .whenResuming()
        .thenExitCode(20)
        .thenFailedWith(ReleaseFailure.Drift.class)
        .thenNothingTouched();
  }

  @Test
  void with_nothing_unfinished_there_is_nothing_to_resume() {
    given()
        .liveServers("v1")
        .whenResuming()
        .thenExitCode(0)
        .thenSays("nothing to resume")
        .thenNothingTouched()
        .thenLive("v1", BLUE);
  }
}
