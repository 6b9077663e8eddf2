package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which a plan of the real Terraform can touch a server that carries the traffic.
 * Green is launched from a state that by some mistake holds a server of blue, {@code
 * terraform_data.stray}; its own servers and its output are as they should be.
 */
@Timeout(300)
class ActiveSlotTest {
  private static final Server ACTIVE = new Server("web-local-blue-1", "127.0.0.1", 21000, null);
  private static final String OWN =
      """
      variable "slot" { type = string }
      resource "terraform_data" "server" { input = "web-local-green-1" }
      output "servers" {
        value = [{ name = "web-local-green-1", address = "127.0.0.1", port = 21100 }]
      }
      """;
  private static final String STRAY =
      """
      resource "terraform_data" "stray" {
        input            = { name = "web-local-blue-1", size = "small" }
        triggers_replace = [1]
      }
      """;
  private static final String FIRST = "lifecycle { create_before_destroy = true }\n}";

  /** What needs the new one fails, and the old one stays behind. */
  private static final String NEEDING =
      """
      resource "terraform_data" "check" {
        triggers_replace = [terraform_data.stray.id]
        provisioner "local-exec" { command = "exit %d" }
      }
      """;

  private static final String MOVED =
      """
      moved {
        from = terraform_data.stray
        to   = terraform_data.kept
      }
      """;
  private static final String FORGOTTEN =
      """
      removed {
        from = terraform_data.stray
        lifecycle { destroy = false }
      }
      """;
  private static final String IMPORTED =
      """
      resource "terraform_data" "stray" {}
      import {
        to = terraform_data.stray
        id = "web-local-blue-1"
      }
      """;

  @TempDir Path folder;

  /** What stands, what is then asked for, and what the plan would do. */
  enum Way {
    UPDATE(STRAY, STRAY.replace("small", "large"), "stray: [update] of"),
    REPLACE(STRAY, STRAY.replace("[1]", "[2]"), "stray: [delete, create] of"),
    REPLACE_CREATING_FIRST(
        before(STRAY, FIRST),
        before(STRAY.replace("[1]", "[2]"), FIRST),
        "stray: [create, delete] of"),
    DESTROY(STRAY, "", "stray: [delete] of"),
    FORGET(STRAY, FORGOTTEN, "stray: [forget] of"),
    MOVE(STRAY, STRAY.replace("\"stray\"", "\"kept\"") + MOVED, "kept: [no-op] and move of"),
    MOVE_AND_UPDATE(
        STRAY,
        STRAY.replace("\"stray\"", "\"kept\"").replace("small", "large") + MOVED,
        "kept: [update] and move of"),
    IMPORT("", IMPORTED, "stray: [no-op] of");

    final String stands;
    final String asked;
    final String deed;

    Way(String stands, String asked, String deed) {
      this.stands = stands;
      this.asked = asked;
      this.deed = "terraform_data." + deed + " active server web-local-blue-1";
    }
  }

  @ParameterizedTest
  @EnumSource
  void promise_1_a_plan_that_touches_an_active_server_is_refused_before_it_is_applied(Way way)
      throws Exception {
    stands(way.stands);

    root(way.asked);
    thenRefused(way.deed, () -> launch(ACTIVE));
  }

  @Test
  void promise_1_so_is_one_that_would_remove_what_an_earlier_replacement_left_of_it()
      throws Exception {
    String other = STRAY.replace("web-local-blue-1", "other").replace("[1]", "[2]");
    stands(before(STRAY, FIRST) + NEEDING.formatted(0));
    root(before(other, FIRST) + NEEDING.formatted(3));
    assertThat(catchThrowableOfType(ServersException.class, this::launch)).isNotNull();

    root(before(other, FIRST) + NEEDING.formatted(0));
    PlanRefusedException refused = thenRefused("", () -> launch(ACTIVE));
    assertThat(refused.lines())
        .singleElement()
        .asString()
        .matches(".*stray \\([0-9a-f]{8}\\): \\[delete] of active server web-local-blue-1");
  }

  @Test
  void promise_1_so_is_the_destruction_of_the_slot_that_holds_it() throws Exception {
    stands(STRAY);

    thenRefused(
        "terraform_data.stray: [delete] of active server web-local-blue-1",
        () -> servers().destroy(INPUTS, new PlanGuard(Slot.GREEN, List.of(ACTIVE))));
  }

  @Test
  void promise_1_a_state_whose_servers_are_the_active_ones_is_refused_whatever_is_planned()
      throws Exception {
    // a disk has neither the name nor the address of its server
    String disk = "resource \"terraform_data\" \"disk\" { triggers_replace = [1] }\n";
    root(disk);
    Path main = root().folder().resolve("main.tf");
    String own = Files.readString(main);
    Files.writeString(main, own.replace("green-1", "blue-1").replace("21100", "21000"));
    launch();

    root(disk.replace("[1]", "[2]"));
    thenRefused("its state is the one of active server web-local-blue-1", () -> launch(ACTIVE));
  }

  @Test
  void promise_1_planned_servers_are_known_by_name_where_their_address_comes_with_the_apply()
      throws Exception {
    root("");
    Path main = root().folder().resolve("main.tf");
    String own = Files.readString(main);
    Files.writeString(
        main,
        own.replace("name = \"web-local-green-1\"", "name = \"web-local-blue-1\"")
            .replace("\"127.0.0.1\"", "terraform_data.server.id"));

    thenRefused("web-local-blue-1 is a server of the active slot", () -> launch(ACTIVE));
  }

  @Test
  void reading_about_an_active_server_touches_nothing() throws Exception {
    Path blue = folder.resolve("blue.tfstate");
    Files.writeString(
        blue,
        """
        {"version": 4, "terraform_version": "1.5.0", "serial": 1, "lineage": "a", "resources": [],
         "outputs": {"servers": {"value": "web-local-blue-1", "type": "string"}}}
        """);
    root(
        """
        resource "terraform_data" "first" {}
        data "terraform_remote_state" "blue" {
          backend    = "local"
          config     = { path = "%s" }
          depends_on = [terraform_data.first]
        }
        """
            .formatted(blue));

    assertThat(launch(ACTIVE)).hasSize(1);
    assertThat(launch(ACTIVE)).hasSize(1);
  }

  private static final Map<String, Object> INPUTS = Map.of("slot", "green");

  private interface Act {
    void run() throws Exception;
  }

  private PlanRefusedException thenRefused(String reason, Act act) throws Exception {
    boolean stands = Files.exists(workspace().state());
    String before = stands ? Files.readString(workspace().state()) : "";

    PlanRefusedException refused = catchThrowableOfType(PlanRefusedException.class, act::run);

    assertThat(refused).isNotNull();
    assertThat(refused.lines()).anyMatch(line -> line.contains(reason));
    assertThat(Files.exists(workspace().state()) ? Files.readString(workspace().state()) : "")
        .isEqualTo(before);
    return refused;
  }

  private void stands(String resources) throws Exception {
    root(resources);
    launch();
  }

  private void root(String resources) throws Exception {
    Files.createDirectories(root().folder());
    Files.writeString(root().folder().resolve("main.tf"), OWN + resources);
  }

  private List<Server> launch(Server... active) throws Exception {
    return servers().launch(INPUTS, new PlanGuard(Slot.GREEN, List.of(active)), 1, "");
  }

  private SlotServers servers() {
    Terraform terraform = new Terraform("terraform", root(), workspace(), folder.resolve("logs"));
    return new SlotServers(terraform, new ProcessRunner(new SystemTime()), line -> {});
  }

  private TerraformRoot root() {
    return new TerraformRoot(folder.resolve("root"));
  }

  private Workspace workspace() {
    return new Workspace("web", "local", Slot.GREEN, folder.resolve("terraform"));
  }

  private static String before(String resource, String ending) {
    return resource.substring(0, resource.lastIndexOf('}')) + ending + "\n";
  }
}
