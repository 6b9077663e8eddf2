package io.github.immutable.release;

import static io.github.immutable.image.CommitRange.Direction.BACK;
import static io.github.immutable.image.CommitRange.Direction.FORWARD;
import static io.github.immutable.image.CommitRange.Direction.SAME;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.servers.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a plan says of a release that could be made. */
class PreviewTest extends Scenarios {

  @Test
  void before_the_first_release_all_is_new_and_servers_are_known_after_the_build() {
    ThenPlanned planned =
        given()
            .whenPlanning("v1")
            .thenNothingInTheWay()
            .thenBuilds("none of these inputs has been built yet");

    assertThat(planned.report().live()).isNull();
    assertThat(planned.report().release()).isEqualTo("local-1");
    assertThat(planned.report().version().subject()).isEqualTo("v1");
    assertThat(planned.servers().unknown()).contains("known after the build");
    assertThat(planned.servers().slot()).isEqualTo(BLUE);
    assertThat(planned.servers().count()).isEqualTo(2);
    assertThat(planned.servers().from()).isNull();
    assertThat(Objects.requireNonNull(planned.report().estimate()).seconds()).isZero();
  }

  @Test
  void a_new_version_is_planned_with_the_live_image_in_place_of_its_own() {
    ThenPlanned planned =
        given()
            .liveServers("v1")
            .whenPlanning("v2")
            .thenNothingInTheWay()
            .thenGoes(FORWARD, List.of("v2"), List.of())
            .thenBuilds("files of `image.inputs` changed")
            .thenChangedFiles("image/app changed")
            .thenMakes(GREEN, "web-local-green-1", "web-local-green-2")
            .thenRetires(BLUE, 2);

    assertThat(planned.servers().standIn()).endsWith("-1");
    assertThat(planned.servers().made()).extracting(Server::image).containsOnlyNulls();
  }

  @Test
  void an_image_that_is_known_is_reused_and_planned_with() {
    given()
        .liveServers("v2")
        .whenPlanning("v2-docs")
        .thenNothingInTheWay()
        .thenGoes(FORWARD, List.of("v2-docs"), List.of())
        .thenReuses("sha256:artifact-1")
        .thenMakes(GREEN, "web-local-green-1", "web-local-green-2")
        .thenRetires(BLUE, 2);
  }

  @Test
  void what_is_planned_is_what_is_then_done() {
    PreviewReport planned = given().liveServers("v1").whenPlanning("v2").report();

    Then done = given().liveServers("v1").whenReleasing("v2").thenExitCode(0);

    ReleaseRecord release = done.release(planned.release());
    assertThat(Objects.requireNonNull(release.image()).id())
        .isEqualTo(Objects.requireNonNull(planned.image()).id());
    PreviewReport.ServerPlan servers = Objects.requireNonNull(planned.servers());
    assertThat(release.slot()).isEqualTo(servers.slot());
    assertThat(release.replaced()).isEqualTo(servers.from());
    assertThat(release.servers())
        .extracting(Server::name)
        .isEqualTo(servers.made().stream().map(Server::name).toList());
  }

  @Test
  void the_live_version_is_already_live_unless_its_servers_are_to_be_replaced() {
    given()
        .liveServers("v1")
        .whenPlanning("v1")
        .thenNothingInTheWay()
        .thenAlreadyLive(true)
        .thenGoes(SAME, List.of(), List.of())
        .thenServersNotPlanned()
        .afterwards()
        .whenPlanningAgain("v1")
        .thenAlreadyLive(false)
        .thenMakes(GREEN, "web-local-green-1", "web-local-green-2");
  }

  @Test
  void the_live_version_with_a_server_that_died_is_replaced() {
    given()
        .liveServers("v1")
        .with(world -> world.platform.vanish("web-local-blue-1"))
        .whenPlanning("v1")
        .thenNothingInTheWay()
        .thenAlreadyLive(false)
        .thenNotes("this very version is live and not healthy: its servers would be replaced")
        .thenMakes(GREEN, "web-local-green-1", "web-local-green-2");
  }

  @Test
  void the_live_version_with_other_terraform_variables_is_replaced() {
    given()
        .liveServers("v1")
        .with(world -> world.variables = Map.of("first_port", 21000))
        .whenPlanning("v1")
        .thenAlreadyLive(false)
        .thenReuses("sha256:artifact-1")
        .thenMakes(GREEN, "web-local-green-1", "web-local-green-2");
  }

  @Test
  void going_back_is_said_so_with_the_rollback_that_does_it() {
    given()
        .liveServers("v1", "v2")
        .whenPlanning("v1")
        .thenNothingInTheWay()
        .thenGoes(BACK, List.of(), List.of("v2"))
        .thenNotes(
            "immutable rollback local-1   brings back what was live then, its Terraform root"
                + " included")
        .thenReuses("sha256:artifact-1");
  }

  @Test
  void a_standby_makes_room_first() {
    ThenPlanned planned =
        given()
            .standby(Duration.ofMinutes(10))
            .liveServers("v1", "v2")
            .whenPlanning("v3")
            .thenMakes(BLUE, "web-local-blue-1", "web-local-blue-2")
            .thenRetires(GREEN, 2);

    assertThat(planned.servers().removedFirst())
        .extracting(Server::name)
        .containsExactly("web-local-blue-1", "web-local-blue-2");
    assertThat(planned.servers().standbySeconds()).isEqualTo(600);
  }

  @Test
  void promise_3_never_fewer_servers_than_carry_the_traffic() {
    given()
        .servers(3)
        .liveServers("v1")
        .servers(1)
        .whenPlanning("v2")
        .thenNotes("3 servers instead of 1, for that many carry the traffic now")
        .thenMakes(GREEN, "web-local-green-1", "web-local-green-2", "web-local-green-3");
  }

  @Test
  void the_working_tree_is_planned_as_it_lies_there() {
    ThenPlanned planned =
        given()
            .liveServers("v3")
            .with(world -> GitProject.write(world.root, "image/new", "not committed"))
            .whenPlanningWorkingTree()
            .thenNothingInTheWay()
            .thenGoes(SAME, List.of(), List.of())
            .thenChangedFiles("image/new is new");

    assertThat(planned.report().version().name()).contains("-dirty-");
  }

  @Test
  void time_is_estimated_from_what_the_last_releases_took() {
    Estimate estimate =
        Objects.requireNonNull(
            given().liveServers("v1", "v2").whenPlanning("v3").report().estimate());

    assertThat(estimate.complete()).isTrue();
    assertThat(estimate.stages())
        .extracting(Estimate.StageTime::stage)
        .containsExactly("build", "launch", "verify", "promote", "soak", "retire");
    assertThat(estimate.stages())
        .extracting(Estimate.StageTime::of)
        .containsExactly(2, 2, 2, 2, 2, 1);
  }

  @Test
  void a_version_that_there_is_not_cannot_be_planned() {
    World world = given().world();

    assertThatThrownBy(
            () ->
                new Preview(world.site())
                    .report(new Releases.Request("v9", false, false, false, false, false), false))
        .isInstanceOf(ReleaseFailure.VersionUnusable.class)
        .hasMessageContaining("`v9`");
  }

  @Test
  void a_plan_takes_no_hold() throws Exception {
    World world = given().liveServers("v1").world();

    new Given(world).whenPlanning("v2");

    assertThat(world.ledger.held(World.PIPELINE)).isEqualTo(Optional.empty());
  }
}
