package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both slots in one state of a root with names of its own. */
class AdoptionTest extends Scenarios {
  @Test
  void releases_follow_one_another_and_no_state_is_ever_destroyed() {
    shared()
        .liveServers("v1", "v2")
        .whenReleasing("v3")
        .thenExitCode(0)
        .thenLive("v3", BLUE)
        .thenDestroyed(GREEN)
        .thenCalled("terraform-shared-plan-destroy", 0);
  }

  @Test
  void a_rollback_brings_the_older_image_back_while_what_is_live_stands() {
    shared()
        .liveServers("v1", "v2")
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void a_rollback_to_a_standby_is_a_switch_and_its_end_leaves_the_other() {
    shared()
        .standby(Duration.ofMinutes(5))
        .liveServers("v1", "v2")
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .afterwards()
        .whenReleasing("v3")
        .thenExitCode(0)
        .thenLive("v3", GREEN);
  }

  @Test
  void promise_1_an_unhealthy_candidate_goes_and_what_was_live_stands() {
    shared()
        .liveServers("v1")
        .candidateNeverHealthy()
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void an_emptied_slot_keeps_its_image_so_that_a_launch_beside_it_changes_nothing_of_it() {
    shared()
        .liveServers("v1", "v2")
        .whenDestroying()
        .thenExitCode(0)
        .thenDestroyed(BLUE)
        .thenDestroyed(GREEN)
        .afterwards()
        .whenReleasing("v3")
        .thenExitCode(0)
        .thenLive("v3", BLUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before terraform-shared-plan",
        "before terraform-shared-apply",
        "after terraform-shared-apply",
        "after terraform-shared-output",
        "begin promote",
        "after switch"
      })
  void promise_4_what_was_killed_is_put_back_or_finished(String step) {
    shared()
        .liveServers("v1")
        .killedAt(step)
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .afterwards()
        .killedAt(step)
        .whenReleasing("v3")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenResuming()
        .thenExitCode(0)
        .thenLive("v3", GREEN)
        .thenDestroyed(BLUE);
  }

  @Test
  void promise_4_a_default_workspace_in_a_file_outlives_the_copies_of_the_root() throws Exception {
    World world = shared().with(its -> its.sharedWorkspace = "default").world();
    assertThat(world.site().workspace(BLUE).name()).isEqualTo("web-local-shared");

    Files.writeString(
        world.root.resolve("terraform/backend.tf"), "terraform { backend \"s3\" {} }");
    assertThat(world.site().workspace(GREEN).name()).isEqualTo("default");
  }

  private Given shared() {
    return given().with(world -> world.shared = true);
  }
}
