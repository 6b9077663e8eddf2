package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.COMPLETED;
import static io.github.immutable.ledger.ReleaseRecord.State.UNCHANGED;
import static io.github.immutable.ledger.SlotRecord.State.STANDBY;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReleaseTest extends Scenarios {

  @Test
  void a_first_release_is_live_in_blue() {
    given()
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenRelease("local-1", COMPLETED)
        .thenDestroyed(GREEN)
        .thenCalled("packer-build", 1);
  }

  @Test
  void a_second_release_replaces_the_first_and_destroys_it() {
    given()
        .liveServers("v1")
        .whenReleasing("v2")
        .thenExitCode(0)
        .thenLive("v2", GREEN)
        .thenRelease("local-2", COMPLETED)
        .thenDestroyed(BLUE)
        .thenCalledInOrder("packer-build", "terraform-green-apply", "terraform-blue-apply");
  }

  @Test
  void replaced_servers_stand_by_for_as_long_as_the_pipeline_says() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1")
        .whenReleasing("v2")
        .thenLive("v2", GREEN)
        .thenSlot(BLUE, STANDBY, 2)
        .afterwards()
        .whenRetiring()
        .thenExitCode(0)
        .thenSlot(BLUE, STANDBY, 2)
        .thenNothingTouched();
  }

  @Test
  void retire_destroys_a_standby_that_is_due() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .with(world -> world.time.pass(Duration.ofMinutes(11)))
        .whenRetiring()
        .thenExitCode(0)
        .thenDestroyed(BLUE)
        .thenLive("v2", GREEN);
  }

  @Test
  void retire_now_destroys_a_standby_before_it_is_due() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .whenRetiringNow()
        .thenExitCode(0)
        .thenDestroyed(BLUE)
        .thenLive("v2", GREEN);
  }

  @Test
  void the_next_release_retires_the_standby_after_its_build_and_before_its_launch() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .whenReleasing("v3")
        .thenExitCode(0)
        .thenCalledInOrder(
            "packer-build",
            "terraform-blue-plan-destroy",
            "terraform-blue-apply",
            "terraform-blue-plan",
            "terraform-blue-apply")
        .thenLive("v3", BLUE)
        .thenSlot(GREEN, STANDBY, 2);
  }

  @Test
  void what_is_live_already_is_left_alone() {
    given()
        .liveServers("v1")
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenSays("already live")
        .thenLive("v1", BLUE)
        .thenRelease("local-2", UNCHANGED)
        .thenCalled("packer", 0)
        .thenCalled("terraform", 0);
  }

  @Test
  void a_version_with_a_dead_server_is_not_live_already() {
    given()
        .liveServers("v1")
        .with(world -> world.platform.vanish("web-local-blue-2"))
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenLive("v1", GREEN)
        .thenDestroyed(BLUE)
        .thenCalled("packer", 0);
  }

  @Test
  void again_replaces_the_servers_of_the_same_version() {
    given()
        .liveServers("v1")
        .whenReleasingAgain("v1")
        .thenExitCode(0)
        .thenLive("v1", GREEN)
        .thenDestroyed(BLUE)
        .thenCalled("packer", 0);
  }

  @Test
  void another_version_with_the_same_inputs_has_the_same_image() {
    given()
        .liveServers("v2")
        .whenReleasing("v2-docs")
        .thenExitCode(0)
        .thenLive("v2-docs", GREEN)
        .thenCalled("packer", 0)
        .thenCalled("terraform-green-apply", 1);
  }

  @Test
  void another_base_image_is_another_image() {
    given()
        .liveServers("v1")
        .with(world -> world.tools.baseImage = "sha256:newer")
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenLive("v1", GREEN)
        .thenCalled("packer", 1);
  }

  @Test
  void a_rebuild_is_a_new_image_with_the_next_number() {
    Then rebuilt = given().liveServers("v1").whenRebuilding("v1").thenExitCode(0);

    rebuilt.thenLive("v1", GREEN).thenCalled("packer", 1);
    assertThat(rebuilt.release("local-2").image()).extracting(image -> image.build()).isEqualTo(2);
  }

  @Test
  void promise_6_an_image_that_is_gone_is_built_again() {
    given()
        .liveServers("v1", "v2")
        .with(world -> world.platform.loseImage("sha256:artifact-1"))
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenCalled("packer", 1);
  }
}
