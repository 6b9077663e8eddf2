package io.github.immutable.release;

import static io.github.immutable.ledger.SlotRecord.State.ACTIVE;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RollbackTest extends Scenarios {
  @Test
  void a_cold_rollback_launches_the_recorded_image_without_packer() {
    given()
        .liveServers("v1", "v2")
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenCalled("packer", 0)
        .thenCalled("base-image", 0)
        .thenCalled("terraform-blue-apply", 1);
  }

  @Test
  void rollback_typed_twice_goes_two_back_and_does_not_toggle() {
    given()
        .liveServers("v1", "v2", "v3")
        .whenRollingBack()
        .thenLive("v2", GREEN)
        .afterwards()
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .afterwards()
        .whenRollingBack()
        .thenExitCode(2)
        .thenSays("no completed release before v1")
        .thenNothingTouched()
        .thenLive("v1", BLUE);
  }

  @Test
  void what_was_rolled_back_is_not_gone_back_to() {
    given()
        .liveServers("v1", "v2")
        .whenRollingBack()
        .thenLive("v1", BLUE)
        .afterwards()
        .liveServers("v3")
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE);
  }

  @Test
  void what_was_rolled_back_is_skipped_when_what_is_live_was_made_anew() {
    given()
        .liveServers("v1", "v2")
        .whenRollingBack()
        .thenLive("v1", BLUE)
        .afterwards()
        .whenReleasingAgain("v1")
        .thenExitCode(0)
        .thenLive("v1", GREEN)
        .afterwards()
        .whenRollingBack()
        .thenExitCode(2)
        .thenNothingTouched()
        .thenLive("v1", GREEN);
  }

  @Test
  void failed_and_unchanged_releases_are_not_gone_back_to() {
    given()
        .liveServers("v1", "v2", "v2")
        .tool("packer-build")
        .whenReleasing("v3")
        .thenExitCode(10)
        .afterwards()
        .mended()
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE);
  }

  @Test
  void a_release_is_named_by_version_or_by_id() {
    given()
        .liveServers("v1", "v2", "v3")
        .whenRollingBackTo("v1")
        .thenExitCode(0)
        .thenLive("v1", GREEN)
        .afterwards()
        .whenRollingBackTo("local-2")
        .thenExitCode(0)
        .thenLive("v2", BLUE);
  }

  @Test
  void what_is_live_or_was_never_live_is_refused() {
    given()
        .liveServers("v1", "v2")
        .whenRollingBackTo("v2")
        .thenExitCode(2)
        .thenSays("v2 is what is live")
        .afterwards()
        .whenRollingBackTo("v3")
        .thenExitCode(2)
        .thenSays("no completed release of v3")
        .thenNothingTouched()
        .thenLive("v2", GREEN);
  }

  @Test
  void with_nothing_live_there_is_nothing_to_roll_back() {
    given()
        .whenRollingBack()
        .thenExitCode(2)
        .thenSays("nothing is live")
        .afterwards()
        .liveServers("v1")
        .whenRollingBack()
        .thenExitCode(2)
        .thenLive("v1", BLUE);
  }

  @Test
  void promise_3_the_recorded_count_of_servers_is_a_floor() {
    given()
        .servers(2)
        .liveServers("v1")
        .servers(3)
        .liveServers("v2")
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenSlot(BLUE, ACTIVE, 3);
  }

  @Test
  void promise_6_an_image_that_is_gone_is_said_before_anything_is_touched() {
    given()
        .liveServers("v1", "v2")
        .with(world -> world.platform.loseImage("sha256:artifact-1"))
        .whenRollingBack()
        .thenExitCode(2)
        .thenSays("is gone", "local-1")
        .thenNothingTouched()
        .thenLive("v2", GREEN);
  }

  @Test
  void a_cold_rollback_brings_its_own_root_and_inputs() {
    Then rolled = afterAChangeOfInfrastructure().whenRollingBack().thenLive("v1", BLUE);

    assertThat(rolled.release("local-3").inputs()).containsEntry("size", "small");
    assertThat(rolled.release("local-3").rootDigest())
        .isEqualTo(rolled.release("local-1").rootDigest());
  }

  @Test
  void current_infrastructure_takes_todays_root_and_inputs() {
    Then rolled =
        afterAChangeOfInfrastructure()
            .whenRollingBackOnCurrentInfrastructure("v1")
            .thenExitCode(0)
            .thenLive("v1", BLUE);

    assertThat(rolled.release("local-3").inputs()).containsEntry("size", "large");
    assertThat(rolled.release("local-3").rootDigest())
        .isEqualTo(rolled.release("local-2").rootDigest());
  }

  private Given afterAChangeOfInfrastructure() {
    return given()
        .with(world -> world.variables = Map.of("size", "small"))
        .liveServers("v1")
        .with(world -> world.variables = Map.of("size", "large"))
        .with(world -> GitProject.write(world.root, "terraform/main.tf", "# another root\n"))
        .liveServers("v2");
  }
}
