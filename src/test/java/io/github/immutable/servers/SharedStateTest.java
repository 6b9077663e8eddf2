package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.PostgresServer;
import io.github.immutable.tool.ProcessRunner;
import io.github.immutable.tool.SystemTime;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Terraform's states in a real PostgreSQL (backend {@code pg}), for two machines of a team. */
@Timeout(300)
class SharedStateTest {
  private static final String IMAGE = "sha256:" + "1".repeat(64);
  private static final String ROOT =
      """
      terraform {
        backend "pg" {}
      }
      variable "project" { type = string }
      variable "pipeline" { type = string }
      variable "slot" { type = string }
      variable "release" { type = string }
      variable "image" { type = string }
      variable "servers" { type = number }
      locals {
        names = [for i in range(var.servers) : "${var.project}-${var.pipeline}-${var.slot}-${i + 1}"]
      }
      resource "terraform_data" "server" {
        for_each         = toset(local.names)
        input            = var.image
        triggers_replace = [var.release]
      }
      output "servers" {
        value = [for i, name in local.names : {
          name    = name
          address = "127.0.0.1"
          port    = 21000 + i
          image   = var.image
        }]
      }
      """;

  @TempDir Path folder;
  private String database = "";

  @BeforeEach
  void a_root_and_a_database() throws Exception {
    database = PostgresServer.shared().database();
    Files.writeString(Files.createDirectories(folder.resolve("root")).resolve("main.tf"), ROOT);
  }

  @Test
  void what_one_machine_made_another_knows_and_destroys() throws Exception {
    List<Server> made =
        servers("one", Slot.BLUE).launch(inputs(Slot.BLUE), guard(Slot.BLUE), 2, IMAGE);

    assertThat(made).hasSize(2);
    assertThat(servers("other", Slot.BLUE).look(inputs(Slot.BLUE), guard(Slot.BLUE), 2, IMAGE))
        .as("nothing is left to do there")
        .satisfies(its -> assertThat(its.refused()).isEmpty());
    assertThat(servers("other", Slot.BLUE).launch(inputs(Slot.BLUE), guard(Slot.BLUE), 2, IMAGE))
        .isEqualTo(made);
    assertThat(resources(Slot.BLUE)).isEqualTo(2);

    servers("other", Slot.BLUE).destroy(inputs(Slot.BLUE), guard(Slot.BLUE));

    assertThat(resources(Slot.BLUE)).isZero();
    assertThat(folder.resolve("one/states")).isEmptyDirectory();
    assertThat(folder.resolve("other/states")).isEmptyDirectory();
  }

  @Test
  void each_slot_has_a_state_of_its_own() throws Exception {
    servers("one", Slot.BLUE).launch(inputs(Slot.BLUE), guard(Slot.BLUE), 2, IMAGE);
    servers("other", Slot.GREEN).launch(inputs(Slot.GREEN), guard(Slot.GREEN), 2, IMAGE);

    servers("one", Slot.GREEN).destroy(inputs(Slot.GREEN), guard(Slot.GREEN));

    assertThat(resources(Slot.GREEN)).isZero();
    assertThat(resources(Slot.BLUE)).isEqualTo(2);
  }

  private static PlanGuard guard(Slot slot) {
    return new PlanGuard(slot, List.of());
  }

  private static Map<String, Object> inputs(Slot slot) {
    return Map.of(
        "project",
        "web",
        "pipeline",
        "local",
        "slot",
        slot.label(),
        "release",
        "local-1",
        "image",
        IMAGE,
        "servers",
        2);
  }

  /** Each machine has its copy of the root, its data and its logs. */
  private SlotServers servers(String machine, Slot slot) throws Exception {
    Path its = folder.resolve(machine);
    Files.createDirectories(its.resolve("states"));
    Path copy = its.resolve("root");
    TerraformRoot root =
        Files.exists(copy)
            ? new TerraformRoot(copy)
            : TerraformRoot.copy(folder.resolve("root"), copy);
    Workspace workspace = new Workspace("web", "local", slot, its);
    Terraform terraform = new Terraform("terraform", root, workspace, its.resolve("logs"));
    return new SlotServers(terraform, withAccess(), line -> {});
  }

  /** As docs/team.md says: the address and the password are in the environment. */
  private ToolRunner withAccess() {
    ToolRunner tools = new ProcessRunner(new SystemTime());
    return (call, line) -> {
      Map<String, String> environment = new HashMap<>(call.environment());
      environment.put("PG_CONN_STR", database + "?sslmode=disable");
      environment.put("PGPASSWORD", PostgresServer.PASSWORD);
      return tools.run(
          new ToolCall(
              call.name(),
              call.command(),
              call.directory(),
              environment,
              call.logs(),
              call.timeout()),
          line);
    };
  }

  private int resources(Slot slot) throws Exception {
    String state =
        PostgresServer.shared()
            .text(
                database,
                "SELECT data FROM terraform_remote_state.states WHERE name = 'web-local-"
                    + slot.label()
                    + "'");
    return Json.MAPPER.readTree(state).path("resources").isEmpty()
        ? 0
        : Json.MAPPER.readTree(state).at("/resources/0/instances").size();
  }
}
