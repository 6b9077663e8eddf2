package io.github.immutable.release;

import static io.github.immutable.ledger.ReleaseRecord.State.FAILED;
import static io.github.immutable.ledger.ReleaseRecord.State.UNCLEAN;
import static io.github.immutable.ledger.SlotRecord.State.ACTIVE;
import static io.github.immutable.ledger.SlotRecord.State.RETIRING;
import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchFailureTest extends Scenarios {

  @ParameterizedTest
  @ValueSource(strings = {"plan", "show", "output"})
  void a_launch_that_fails_is_destroyed(String command) {
    given()
        .liveServers("v1")
        .tool("terraform-green-" + command)
        .whenReleasing("v2")
        .thenFailedWith(ReleaseFailure.LaunchFailed.class)
        .thenSays("failed in launch")
        .afterwards()
        .mended()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @Test
  void promise_4_servers_that_no_state_knows_are_swept_after_a_failed_apply() {
    given()
        .liveServers("v1")
        .with(world -> world.terraform.dieAfter = 1)
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenFailedWith(ReleaseFailure.LaunchFailed.class)
        .thenNotes("removed web-local-green-1, which no Terraform state knew")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void a_put_back_that_cannot_destroy_says_so_and_abort_finishes_it() {
    given()
        .liveServers("v1")
        .candidateNeverHealthy()
        .tool("terraform-green-plan-destroy")
        .whenReleasing("v2")
        .thenExitCode(12)
        .thenLive("v1", BLUE)
        .thenRelease("local-2", UNCLEAN)
        .thenSlot(GREEN, RETIRING, 2)
        .thenSays("could not be cleaned up")
        .afterwards()
        .whenReleasing("v3")
        .thenExitCode(3)
        .thenSays("local-2")
        .thenNothingTouched()
        .afterwards()
        .whenAborting()
        .thenExitCode(12)
        .afterwards()
        .mended()
        .whenAborting()
        .thenExitCode(0)
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN)
        .thenRelease("local-2", FAILED);
  }

  @Test
  void promise_1_a_plan_for_another_slot_is_not_applied() {
    refused(plan -> ((ObjectNode) plan.at("/variables/slot")).put("value", "blue"), "\"slot\" is");
  }

  @Test
  void promise_1_a_plan_with_a_server_of_the_active_slot_is_not_applied() {
    refused(plan -> server(plan).put("name", "web-local-blue-1"), "is a server of the active slot");
  }

  @Test
  void promise_1_a_plan_that_changes_a_server_of_the_active_slot_is_not_applied() {
    refused(
        plan -> {
          ObjectNode change = ((ArrayNode) plan.path("resource_changes")).addObject();
          change.put("address", "terraform_data.shared");
          ObjectNode what = change.putObject("change");
          what.putArray("actions").add("delete");
          what.putObject("before").put("name", "web-local-blue-1");
        },
        "terraform_data.shared");
  }

  @Test
  void promise_3_a_plan_with_fewer_servers_is_not_applied() {
    refused(plan -> servers(plan).remove(0), "1 servers where at least 2");
  }

  @Test
  void promise_6_a_plan_with_another_image_is_not_applied() {
    refused(plan -> server(plan).put("image", "sha256:latest"), "would run sha256:latest");
  }

  private void refused(Consumer<ObjectNode> tamper, String reason) {
    Then refused =
        given()
            .liveServers("v1")
            .with(world -> world.terraform.tamper = tamper)
            .whenReleasing("v2")
            .thenExitCode(10)
            .thenFailedWith(ReleaseFailure.PlanRefused.class)
            .thenSays(reason)
            .thenLive("v1", BLUE)
            .thenDestroyed(GREEN)
            .thenCalled("terraform-green-apply", 0);

    assertThat(refused.world().site().logs("local-2", Journal.LAUNCH))
        .isDirectoryNotContaining("glob:**.tfplan");
  }

  @Test
  void servers_that_are_others_than_planned_are_destroyed() {
    given()
        .liveServers("v1")
        .with(world -> world.terraform.tamperOutput = servers -> servers.remove(0))
        .whenReleasing("v2")
        .thenExitCode(10)
        .thenSays("1 servers where at least 2")
        .thenLive("v1", BLUE)
        .thenDestroyed(GREEN);
  }

  @Test
  void a_standby_that_cannot_be_removed_stops_the_launch_and_abort_removes_it_later() {
    given()
        .standby(Duration.ofMinutes(10))
        .liveServers("v1", "v2")
        .tool("terraform-blue-plan-destroy")
        .whenReleasing("v3")
        .thenExitCode(12)
        .thenLive("v2", GREEN)
        .thenSlot(BLUE, RETIRING, 2)
        .afterwards()
        .mended()
        .whenAborting()
        .thenExitCode(0)
        .thenDestroyed(BLUE)
        .thenLive("v2", GREEN);
  }

  @Test
  void promise_3_there_are_never_fewer_servers_than_carry_the_traffic() {
    given()
        .servers(3)
        .liveServers("v1")
        .servers(2)
        .whenReleasing("v2")
        .thenExitCode(0)
        .thenNotes("3 servers instead of 2")
        .thenSlot(GREEN, ACTIVE, 3);
  }

  @Test
  void promise_1_the_slot_with_the_traffic_is_never_destroyed_whoever_asks() {
    Then live = given().liveServers("v1").whenReleasing("v2").thenLive("v2", GREEN);

    assertThatThrownBy(() -> new Retirement(live.world().site()).destroy(live.slot(GREEN)))
        .isInstanceOf(ReleaseFailure.Drift.class)
        .hasMessageContaining("slot green has the traffic");
    assertThatThrownBy(() -> new Retirement(live.world().site()).makeRoom(GREEN))
        .isInstanceOf(ReleaseFailure.Drift.class);
    live.thenLive("v2", GREEN);
  }

  private static ArrayNode servers(ObjectNode plan) {
    return (ArrayNode) plan.at("/planned_values/outputs/servers/value");
  }

  private static ObjectNode server(ObjectNode plan) {
    return (ObjectNode) servers(plan).path(0);
  }
}
