package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.FAILED;
import static io.github.immutable.ledger.ReleaseRecord.State.UNCLEAN;
import static io.github.immutable.ledger.SlotRecord.State.CANDIDATE;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerifyFailureTest extends Scenarios {

  @Test
  void promise_2_an_unhealthy_candidate_never_receives_traffic() {
    given()
        .liveServers("v1")
        .candidateNeverHealthy()
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.Unhealthy.class)
        .thenSays("2 of 2 servers not healthy", "answered 503", "failed in verify")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @Test
  void an_unhealthy_first_release_leaves_nothing_and_can_be_tried_again() {
    given()
        .candidateNeverHealthy()
        .whenReleasing("v1")
        .thenExitCode(10)
        .thenNothingLive()
        .thenDestroyed(BLUE)
        .afterwards()
        .mended()
        .with(world -> world.within = Duration.ofSeconds(5))
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenLive("v1", BLUE);
  }

  @Test
  void promise_2_one_server_of_eight_with_another_image_stops_all() {
    given()
        .servers(8)
        .liveServers("v1")
        .with(world -> world.platform.behave("web-local-green-5", FakeServer.Behaviour.LYING))
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.WrongImage.class)
        .thenSays("web-local-green-5", "some-other-image")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void a_candidate_that_hangs_is_not_healthy() {
    given()
        .liveServers("v1")
        .with(world -> world.platform.behave(".*green-1", FakeServer.Behaviour.HANGING))
        .with(world -> world.within = Duration.ofMillis(600))
        .with(world -> world.timeout = Duration.ofMillis(300))
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenSays("1 of 2 servers not healthy", "web-local-green-1")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void promise_2_a_server_that_the_platform_calls_stopped_gets_no_traffic() {
    given()
        .liveServers("v1")
        .with(world -> world.platform.report("web-local-green-2", "state=stopped"))
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.Unhealthy.class)
        .thenSays("web-local-green-2: stopped")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void promise_2_a_server_that_the_platform_booted_from_elsewhere_gets_no_traffic() {
    given()
        .liveServers("v1")
        .with(world -> world.platform.report("web-local-green-2", "image=sha256:elsewhere"))
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.WrongImage.class)
        .thenSays("was started from sha256:elsewhere")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void failed_servers_are_kept_when_asked_for_and_abort_removes_them() {
    given()
        .liveServers("v1")
        .candidateNeverHealthy()
        .whenReleasingKeepFailed("v2")
        .thenExitCode(12)
        .thenLive("v1", BLUE)
        .thenSlot(GREEN, CANDIDATE, 2)
        .thenRelease("local-2", UNCLEAN)
        .thenSays("web-local-green-1 at 127.0.0.1:", "was kept")
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }
}
