package io.github.immutable.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.immutable.tool.ToolCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTest {
  /** As {@code terraform/container/inventory} prints it. */
  private static final String SERVERS =
      """
      [{"id": "c0ffee", "name": "web-local-blue-1", "labels": {"project": "web", "pipeline": "local",
        "slot": "blue", "release": "local-1"}, "address": "127.0.0.1", "port": 21000,
        "image": "sha256:1", "image_id": "abc-1", "state": "running"}]
      """;

  @TempDir Path folder;
  private final ScriptedTools tools = new ScriptedTools();
  private Inventory inventory;

  @BeforeEach
  void inventory() {
    inventory = new Inventory(Path.of("/p/inventory"), folder, folder.resolve("logs"), tools);
  }

  @Test
  void servers_are_asked_for_by_their_labels_and_read() throws Exception {
    tools.answers("inventory-servers-1", 0, SERVERS);

    assertThat(inventory.servers("web", "local", Optional.of(Slot.BLUE)))
        .containsExactly(
            new Inventory.Found(
                "c0ffee",
                "web-local-blue-1",
                Map.of("project", "web", "pipeline", "local", "slot", "blue", "release", "local-1"),
                "127.0.0.1:21000",
                "sha256:1",
                "running"));
    thenAsked("servers", "project=web", "pipeline=local", "slot=blue");
  }

  @Test
  void both_slots_are_asked_for_without_a_slot() throws Exception {
    tools.answers("inventory-servers-1", 0, "[]");

    assertThat(inventory.servers("web", "local", Optional.empty())).isEmpty();
    thenAsked("servers", "project=web", "pipeline=local");
  }

  @Test
  void what_does_not_run_is_found_too() throws Exception {
    tools.answers("inventory-servers-1", 0, SERVERS.replace("running", "stopped"));

    assertThat(inventory.servers("web", "local", Optional.empty()))
        .singleElement()
        .matches(found -> !found.running());
  }

  @Test
  void what_the_labels_of_images_tell_is_read_where_it_is_there() throws Exception {
    tools.answers(
        "inventory-images-1",
        0,
        "[{\"id\": \"sha256:1\", \"image_id\": \"0123456789ab-1\", \"created\":"
            + " \"2026-11-21T12:47:28.5+01:00\", \"run\": \"web-local-1\"}, {\"id\": \"sha256:2\", \"created\": \"once\"}]");

    assertThat(inventory.labelledImages())
        .containsExactly(
            new Inventory.FoundImage(
                "sha256:1",
                "0123456789ab-1",
                "web-local-1",
                Optional.of(Instant.parse("2026-11-21T11:47:28.5Z"))),
            new Inventory.FoundImage("sha256:2", "", "", Optional.empty()));
  }

  @Test
  void images_and_builders_are_read_by_id() throws Exception {
    tools
        .answers("inventory-images-1", 0, "[{\"id\": \"sha256:1\"}, {\"id\": \"sha256:2\"}]")
        .answers("inventory-builders-2", 0, "[{\"id\": \"b1\", \"run\": \"local-1\"}]");

    assertThat(inventory.images()).containsExactly("sha256:1", "sha256:2");
    assertThat(inventory.builders("local-1")).containsExactly("b1");
    assertThat(tools.calls.get(1).command()).containsExactly("/p/inventory", "builders", "local-1");
  }

  @Test
  void a_removal_says_nothing() throws Exception {
    tools.answers("inventory-remove-1", 0, "");
    inventory.remove("c0ffee");
    thenAsked("remove", "c0ffee");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "\"none\"",
        "no JSON at all",
        "[{\"id\": \"c0ffee\"",
        "[] Warning: deprecated",
        "Warning: deprecated\n[]",
        "[{\"name\": \"without an id\", \"state\": \"running\"}]",
        "[{\"id\": 7, \"name\": \"a number\", \"state\": \"running\"}]",
        "[{\"id\": \"\", \"name\": \"an empty one\", \"state\": \"running\"}]",
        "[\"web-local-blue-1\"]",
      })
  void promise_3_an_answer_that_is_not_understood_is_never_an_empty_one(String output) {
    tools.answers("inventory-servers-1", 0, output);

    ServersException failure =
        catchThrowableOfType(
            ServersException.class, () -> inventory.servers("web", "local", Optional.empty()));

    assertThat(failure).hasMessageContaining("inventory");
    assertThat(failure.remedy()).isNotBlank();
  }

  @Test
  void a_failure_shows_what_it_said() {
    tools.does(
        "inventory-images-1",
        call -> {
          Files.writeString(call.standardError(), "no engine answers\n");
          return 1;
        });

    ServersException failure =
        catchThrowableOfType(ServersException.class, () -> inventory.images());

    assertThat(failure).hasMessage("the inventory could not answer \"images\"");
    assertThat(failure.lines()).containsExactly("no engine answers");
    assertThat(failure.remedy()).isEqualTo("run it by hand: /p/inventory images");
  }

  private void thenAsked(String... arguments) {
    ToolCall call = tools.calls.get(0);
    assertThat(call.command().get(0)).isEqualTo("/p/inventory");
    assertThat(call.command().subList(1, call.command().size())).isEqualTo(List.of(arguments));
    assertThat(call.directory()).isEqualTo(folder);
  }
}
