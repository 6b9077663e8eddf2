package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest extends Scenarios {

  @ParameterizedTest
  @ValueSource(strings = {"v9", "", "HEAD~1", "v1..v2", "image/app"})
  void a_version_that_means_no_commit_is_refused_with_nothing_touched(String version) {
    Then refused =
        given().liveServers("v1").whenReleasing(version).thenExitCode(2).thenNothingTouched();

    assertThat(refused.releases()).hasSize(1);
    refused.thenLive("v1", BLUE);
  }

  @Test
  void a_balancer_that_somebody_else_switched_needs_an_operator() {
    given()
        .liveServers("v1")
        .with(world -> world.traffic.tamper(Optional.of(GREEN)))
        .whenReleasing("v2")
        .thenExitCode(20)
        .thenSays("the balancer gives the traffic to green, and the ledger knows of blue")
        .thenNothingTouched()
        .afterwards()
        .whenRollingBack()
        .thenExitCode(20);
  }

  @Test
  void a_balancer_that_does_not_run_needs_an_operator() {
    given()
        .liveServers("v1")
        .balancerRefuses("ready")
        .whenReleasing("v2")
        .thenExitCode(20)
        .thenNothingTouched();
  }

  @Test
  void a_first_release_with_servers_standing_needs_an_operator() {
    given()
        .with(
            world ->
                world.platform.boot(
                    world.platform.prepare("web-local-blue-1", BLUE, "local-7", "sha256:x")))
        .whenReleasing("v1")
        .thenExitCode(20)
        .thenSays("1 server of web in local stand: web-local-blue-1")
        .thenNothingTouched();
  }

  @Test
  void a_first_release_with_a_state_that_holds_something_needs_an_operator() {
    String state = ".immutable/terraform/states/web-local-green/terraform.tfstate";

    given()
        .with(world -> GitProject.write(world.root, state, "{\"resources\": [{}]}"))
        .whenReleasing("v1")
        .thenExitCode(20)
        .thenSays("Terraform's state of slot green holds resources")
        .thenNothingTouched();
  }

  @Test
  void a_first_release_with_an_inventory_that_cannot_answer_needs_an_operator() {
    given().tool("inventory-servers").whenReleasing("v1").thenExitCode(20).thenNothingTouched();
  }

  @Test
  void uncommitted_infrastructure_is_refused_by_a_strict_site() {
    Then refused =
        givenDirty().with(world -> world.strict = true).whenReleasing("v1").thenExitCode(2);

    refused.thenSays("terraform/main.tf").thenNothingTouched();
    assertThat(refused.releases()).isEmpty();
  }

  @Test
  void uncommitted_infrastructure_is_recorded_where_it_is_allowed() {
    Then allowed =
        givenDirty()
            .with(world -> world.strict = true)
            .whenReleasingDirty("v1")
            .thenExitCode(0)
            .thenLive("v1", BLUE);

    assertThat(allowed.release("local-1").dirty()).containsExactly("terraform/main.tf");
  }

  @Test
  void a_person_at_a_terminal_is_told_of_uncommitted_infrastructure() {
    givenDirty()
        .whenReleasing("v1")
        .thenExitCode(0)
        .thenNotes("not committed, and recorded so: terraform/main.tf");
  }

  private Given givenDirty() {
    return given()
        .with(world -> GitProject.write(world.root, "terraform/main.tf", "# not committed\n"));
  }

  @Test
  void a_working_tree_is_released_under_a_name_of_its_own() {
    Then released =
        given()
            .with(world -> GitProject.write(world.root, "image/app", "not committed"))
            .whenReleasingWorkingTree()
            .thenExitCode(0);

    assertThat(released.release("local-1").version()).matches("[0-9a-f]{7,}-dirty-[0-9a-f]{8}");
    released.thenLive(released.release("local-1").version(), BLUE);
  }

  @Test
  void without_an_inventory_a_release_goes_its_way() {
    given()
        .with(world -> world.inventory = false)
        .liveServers("v1", "v2")
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenCalled("inventory", 0);
  }

  @Test
  void a_clock_that_was_set_back_is_told_and_stops_nobody() {
    given()
        .liveServers("v1")
        .with(world -> world.time.pass(Duration.ofHours(-1)))
        .whenReleasing("v2")
        .thenExitCode(0)
        .thenNotes("and release local-1 started at")
        .thenLive("v2", GREEN)
        .afterwards()
        .whenRollingBack()
        .thenExitCode(0)
        .thenLive("v1", BLUE);
  }

  @Test
  void a_machine_that_lacks_a_tool_is_refused_with_nothing_touched() {
    Then refused =
        given()
            .liveServers("v1", "v2")
            .with(world -> world.prerequisites.ready = false)
            .whenReleasing("v3")
            .thenExitCode(2)
            .thenNothingTouched();

    assertThat(refused.releases()).hasSize(2);
    refused.afterwards().whenBuilding("v3").thenExitCode(2).thenNothingTouched();
    refused.afterwards().whenRollingBack().thenExitCode(2).thenNothingTouched();
  }

  @Test
  void files_that_offer_too_little_are_refused_with_nothing_touched() {
    Then refused =
        given()
            .liveServers("v1")
            .with(world -> world.prerequisites.offered = false)
            .whenReleasing("v2")
            .thenExitCode(2)
            .thenNothingTouched();

    assertThat(refused.releases()).hasSize(1);
    refused.afterwards().whenBuilding("v2").thenExitCode(2).thenNothingTouched();
  }

  @Test
  void who_releases_what_is_committed_is_told_of_changes_that_are_not() {
    given()
        .with(world -> GitProject.write(world.root, "image/app", "not committed"))
        .whenReleasing("v3")
        .thenExitCode(0)
        .thenNotes("not committed, and so not in v3: image/app")
        .afterwards()
        .whenReleasing("v2")
        .thenExitCode(0)
        .thenNotesNot("not committed");
  }
}
