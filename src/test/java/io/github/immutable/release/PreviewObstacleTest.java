package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.Holders;
import io.github.immutable.ledger.Lease;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a plan says of a release that would not go through. */
class PreviewObstacleTest extends Scenarios {

  @Test
  void promise_5_a_release_at_work_would_refuse_it_and_is_left_alone() throws Exception {
    Given given = given().liveServers("v1");

    try (Lease hold =
        given.world().ledger.take(World.PIPELINE, Holders.elsewhere("release"), Holders.LONG)) {
      given
          .whenPlanning("v2")
          .thenStopped(3, ReleaseFailure.Held.class, "release, ann@build-7")
          .thenBuilds("files of `image.inputs` changed")
          .thenServersNotPlanned();
      assertThat(hold).isNotNull();
    }
  }

  @Test
  void an_unfinished_release_would_refuse_it() {
    given()
        .killedAt("before packer-build")
        .whenReleasing("v1")
        .afterwards()
        .whenPlanning("v1")
        .thenStopped(3, ReleaseFailure.Unfinished.class, "local-1 (v1) was interrupted in build")
        .thenServersNotPlanned();
  }

  @Test
  void uncommitted_files_are_told_and_with_ci_refused_and_the_rest_is_planned() {
    Given given =
        given()
            .liveServers("v1")
            .with(world -> GitProject.write(world.root, "terraform/main.tf", "# edited"));

    assertThat(given.whenPlanning("v2").thenNothingInTheWay().report().version().uncommitted())
        .containsExactly("terraform/main.tf");
    given
        .with(world -> world.strict = true)
        .whenPlanning("v2")
        .thenStopped(2, ReleaseFailure.Uncommitted.class, "terraform/main.tf")
        .thenMakes(GREEN, "web-local-green-1", "web-local-green-2");
  }

  @Test
  void an_agent_that_forgets_what_stands_elsewhere_would_refuse_it_unless_allowed()
      throws Exception {
    Given given =
        given()
            .with(world -> world.strict = true)
            .with(world -> world.door = Optional.of(URI.create("https://192.0.2.7/")));

    ThenPlanned planned =
        given
            .whenPlanning("v1")
            .thenStopped(
                2, ReleaseFailure.BadRequest.class, "with CI=true the ledger (`ledger: sql");
    assertThat(planned.report().obstacles().getFirst().next()).contains("--allow-local");
    PreviewReport allowed =
        new Preview(given.world().site())
            .report(new Releases.Request("v1", false, false, false, false, false), true);
    assertThat(allowed.obstacles()).isEmpty();
  }

  @Test
  void files_that_do_not_offer_what_they_must_would_refuse_it() {
    given()
        .liveServers("v1")
        .with(world -> world.prerequisites.offered = false)
        .whenPlanning("v2")
        .thenStopped(2, ReleaseFailure.ContractBroken.class, "no variable image_id")
        .thenServersNotPlanned();
  }

  @Test
  void a_machine_that_lacks_a_tool_would_refuse_it() {
    given()
        .with(world -> world.prerequisites.ready = false)
        .whenPlanning("v1")
        .thenStopped(2, ReleaseFailure.NotReady.class, "packer is not installed")
        .thenServersNotPlanned();
  }

  @Test
  void a_balancer_that_somebody_switched_would_refuse_it() {
    given()
        .liveServers("v1")
        .with(world -> world.traffic.tamper(Optional.of(GREEN)))
        .whenPlanning("v2")
        .thenStopped(20, ReleaseFailure.Drift.class, "the traffic to green");
  }

  @Test
  void a_balancer_that_does_not_answer_would_refuse_it() {
    given()
        .liveServers("v1")
        .balancerRefuses("active")
        .whenPlanning("v2")
        .thenStopped(20, ReleaseFailure.BalancerUnusable.class, "the balancer refused");
  }

  @Test
  void servers_that_the_ledger_forgot_would_refuse_it() {
    given()
        .with(
            world -> {
              world.platform.makeImage("sha256:old", "old");
              world.platform.boot(
                  world.platform.prepare("web-local-blue-1", BLUE, "local-1", "sha256:old"));
            })
        .whenPlanning("v1")
        .thenStopped(20, ReleaseFailure.Forgotten.class, "web-local-blue-1");
  }

  @Test
  void a_base_image_that_cannot_be_had_would_fail_it_in_build() {
    given()
        .liveServers("v1")
        .tool("base-image")
        .whenPlanning("v2")
        .thenStopped(10, ReleaseFailure.BuildFailed.class, "base")
        .thenFailsIn("build")
        .thenServersNotPlanned();
  }

  @Test
  void promise_1_a_plan_beyond_the_candidate_would_fail_it_in_launch() {
    given()
        .liveServers("v1")
        .with(
            world ->
                world.terraform.tamper =
                    plan -> plan.withObject("variables").withObject("slot").put("value", "blue"))
        .whenPlanning("v2")
        .thenStopped(10, ReleaseFailure.PlanRefused.class, "its variable \"slot\" is blue")
        .thenFailsIn("launch");
  }

  @Test
  void a_terraform_root_that_cannot_be_planned_would_fail_it_in_launch() {
    ThenPlanned planned =
        given()
            .liveServers("v1")
            .tool("terraform-green-plan")
            .whenPlanning("v2")
            .thenStopped(10, ReleaseFailure.LaunchFailed.class, "could not make a plan")
            .thenFailsIn("launch");

    assertThat(planned.servers().unknown()).isNotEmpty();
    assertThat(planned.servers().made()).isEmpty();
  }

  @Test
  void all_that_stands_in_the_way_is_told_at_once() {
    ThenPlanned planned =
        given()
            .liveServers("v1")
            .with(world -> GitProject.write(world.root, "terraform/main.tf", "# edited"))
            .with(world -> world.strict = true)
            .with(world -> world.traffic.tamper(Optional.empty()))
            .tool("terraform-green-init")
            .whenPlanning("v2")
            .thenStopped(2, ReleaseFailure.Uncommitted.class, "terraform/main.tf");

    assertThat(planned.report().obstacles())
        .extracting(PreviewReport.Obstacle::failure)
        .containsExactly("Uncommitted", "Drift", "LaunchFailed");
  }
}
