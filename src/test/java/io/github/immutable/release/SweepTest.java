package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepTest extends Scenarios {

  @Test
  void a_server_that_no_slot_has_is_removed_and_the_live_ones_are_not() {
    given()
        .liveServers("v1")
        .with(world -> stands(world, "web-local-green-7", "local-1"))
        .whenSweeping()
        .thenExitCode(0)
        .thenNotes("removed server web-local-green-7")
        .thenSays("1 leftover removed")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .afterwards()
        .whenSweeping()
        .thenExitCode(0)
        .thenSays("nothing is left over in pipeline local")
        .thenNothingTouched();
  }

  @Test
  void a_build_server_that_the_platform_showed_too_late_for_an_abort_is_removed() {
    given()
        .liveServers("v1")
        .killedAt("before packer-build")
        .whenBuilding("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenAborting()
        .thenExitCode(0)
        .afterwards()
        .with(world -> world.platform.makeBuilder("builder-1", world.site().run("local-2")))
        .with(world -> world.platform.makeBuilder("builder-2", "another-local-2"))
        .whenSweeping()
        .thenExitCode(0)
        .thenNotes("removed build server builder-1")
        .afterwards()
        .with(world -> assertThat(world.platform.builders()).containsOnlyKeys("builder-2"));
  }

  @Test
  void a_standby_is_no_leftover() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .whenSweeping()
        .thenExitCode(0)
        .thenSays("nothing is left over");
  }

  @Test
  void what_another_ledger_made_is_left_alone() {
    given()
        .liveServers("v1")
        .with(world -> stands(world, "web-local-green-1", "local-99"))
        .whenSweeping()
        .thenExitCode(0)
        .thenSays("nothing is left over")
        .thenNotes("server web-local-green-1: this ledger has no release local-99")
        .afterwards()
        .with(world -> assertThat(world.platform.servers(GREEN)).hasSize(1));
  }

  @Test
  void whoever_only_looks_removes_nothing() {
    given()
        .liveServers("v1")
        .with(world -> stands(world, "web-local-green-7", "local-1"))
        .whenLookingForLeftovers()
        .thenExitCode(0)
        .thenSays("1 leftover; nothing was removed", "server web-local-green-7, made for release")
        .afterwards()
        .with(world -> assertThat(world.platform.servers(GREEN)).hasSize(1));
  }

  @Test
  void an_unfinished_release_may_still_want_them() {
    given()
        .liveServers("v1")
        .killedAt("begin verify")
        .whenReleasing("v2")
        .thenExitCode(Then.KILLED)
        .afterwards()
        .whenSweeping()
        .thenExitCode(3)
        .thenFailedWith(ReleaseFailure.Unfinished.class)
        .thenNothingTouched();
  }

  @Test
  void promise_1_nothing_is_removed_while_it_is_unknown_which_servers_are_live() {
    given()
        .liveServers("v1")
        .with(world -> stands(world, "web-local-green-7", "local-1"))
        .with(world -> world.traffic.tamper(Optional.of(GREEN)))
        .whenSweeping()
        .thenExitCode(20)
        .thenFailedWith(ReleaseFailure.Drift.class)
        .thenNothingTouched();
  }

  @Test
  void without_an_inventory_there_is_nothing_to_go_by() {
    given()
        .with(world -> world.inventory = false)
        .whenSweeping()
        .thenExitCode(2)
        .thenFailedWith(ReleaseFailure.BadRequest.class);
  }

  private static void stands(World world, String name, String release) {
    world.platform.boot(world.platform.prepare(name, GREEN, release, "sha256:x"));
  }
}
