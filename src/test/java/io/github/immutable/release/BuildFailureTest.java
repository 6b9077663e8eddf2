package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.COMPLETED;
import static io.github.immutable.ledger.ReleaseRecord.State.FAILED;
import static io.github.immutable.ledger.ReleaseRecord.State.UNCLEAN;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildFailureTest extends Scenarios {

  @ParameterizedTest
  @ValueSource(strings = {"base-image", "prepare-2", "packer-build", "inventory-images"})
  void a_build_that_fails_touches_no_server(String tool) {
    given()
        .liveServers("v2")
        .with(world -> world.prepare = List.of(List.of("prepare"), List.of("prepare", "more")))
        .tool(tool)
        // with prepare commands the fingerprint is another one, except where it is to be found
        .with(world -> world.prepare = tool.startsWith("inventory") ? List.of() : world.prepare)
        .whenReleasing("v2-docs")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.BuildFailed.class)
        .thenSays("failed in build")
        .thenLive("v2", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED)
        .thenCalled("terraform", 0);
  }

  @Test
  void what_fails_in_a_first_release_leaves_nothing() {
    given()
        .tool("packer-build")
        .whenReleasing("v1")
        .thenExitCode(10)
        .thenNothingLive()
        .thenRelease("local-1", FAILED)
        .afterwards()
        .mended()
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenLive("v1", BLUE);
  }

  @Test
  void promise_4_a_builder_that_a_failed_build_left_is_removed() {
    Then failed =
        given()
            .liveServers("v1")
            .tool("packer-build")
            .with(world -> world.tools.leavesBuilder = true)
            .whenReleasing("v2")
            .thenExitCode(10)
            .thenNotes("removed build server builder-1");

    assertThat(failed.world().platform.builders()).isEmpty();
  }

  @Test
  void a_builder_that_cannot_be_removed_is_said_and_abort_removes_it() {
    Then aborted =
        given()
            .liveServers("v1")
            .tool("packer-build")
            .tool("inventory-remove")
            .with(world -> world.tools.leavesBuilder = true)
            .whenReleasing("v2")
            .thenExitCode(12)
            .thenLive("v1", BLUE)
            .thenRelease("local-2", UNCLEAN)
            .afterwards()
            .mended()
            .whenAborting()
            .thenExitCode(0)
            .thenRelease("local-2", FAILED);

    assertThat(aborted.world().platform.builders()).isEmpty();
  }

  @Test
  void promise_6_a_build_without_an_artifact_is_no_success() {
    given()
        .liveServers("v1")
        .with(world -> world.tools.emptyManifest = true)
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenSays("Packer made no artifact")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void the_clean_checkout_is_gone_after_a_failure() {
    Then failed = given().tool("packer-build").whenReleasing("v1").thenExitCode(10);

    assertThat(Scratch.of(failed.world().site(), "local-1")).doesNotExist();
    assertThat(Files.exists(failed.world().site().folder("local-1"))).isTrue();
  }

  @Test
  void build_alone_makes_the_image_and_no_server() {
    given()
        .whenBuilding("v1")
        .thenExitCode(0)
        .thenRelease("local-1", COMPLETED)
        .thenNothingLive()
        .thenCalled("terraform", 0)
        .afterwards()
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenCalled("packer", 0);
  }

  @Test
  void a_build_alone_that_fails_is_put_back_too() {
    given()
        .liveServers("v1")
        .tool("packer-build")
        .with(world -> world.tools.leavesBuilder = true)
        .whenBuilding("v2")
        .thenExitCode(10)
        .thenLive("v1", BLUE)
        .thenRelease("local-2", FAILED);
  }
}
