package io.github.immutable.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.immutable.servers.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A root with both slots in one state, which calls things by names of its own. */
final class FakeSharedState {
  static final Map<String, String> NAMES =
      Map.of(
          "project", "",
          "pipeline", "",
          "slot", "",
          "release", "${slot}_release",
          "image", "${slot}_image",
          "servers", "${slot}_servers");
  static final Map<String, String> OUTPUTS =
      Map.of(
          "servers",
          "${slot}_list",
          "name",
          "id",
          "address",
          "ip",
          "port",
          "listens",
          "image",
          "runs");
  static final Map<String, List<String>> ADDRESSES =
      Map.of("blue", List.of("vm.blue"), "green", List.of("vm.green"));

  private static final JsonMapper MAPPER = new JsonMapper();

  private final FakePlatform platform;
  private final Map<Slot, List<FakeServer>> state = new EnumMap<>(Slot.class);
  private final Map<Slot, String> images = new EnumMap<>(Slot.class);
  private final Map<Slot, String> asked = new EnumMap<>(Slot.class);
  private final Map<Slot, List<FakeServer>> planned = new EnumMap<>(Slot.class);

  FakeSharedState(FakePlatform platform) {
    this.platform = platform;
  }

  List<FakeServer> state(Slot slot) {
    return state.getOrDefault(slot, List.of());
  }

  int plan(JsonNode inputs, Path plan) throws IOException {
    ObjectNode shown = MAPPER.createObjectNode().put("format_version", "1.2");
    ArrayNode changes = shown.putArray("resource_changes");
    ObjectNode outputs = shown.putObject("planned_values").putObject("outputs");
    for (Slot slot : Slot.values()) {
      List<FakeServer> wanted = wanted(slot, inputs, changes);
      state(slot).stream().skip(wanted.size()).forEach(server -> change(server, "delete", changes));
      planned.put(slot, wanted);
      list(wanted, outputs.putObject(slot + "_list"));
    }
    Files.writeString(plan, shown.toString());
    return changes.isEmpty() ? 0 : 2;
  }

  private List<FakeServer> wanted(Slot slot, JsonNode inputs, ArrayNode changes) {
    List<FakeServer> wanted = new ArrayList<>();
    String image = inputs.path(slot + "_image").asText();
    String had = images.getOrDefault(slot, image);
    if (!had.equals(image)) {
      changes
          .addObject()
          .put("address", "vm." + slot + ".template")
          .putObject("change")
          .putArray("actions")
          .add("update");
    }
    asked.put(slot, image);
    for (int i = 0; i < inputs.path(slot + "_servers").asInt(); i++) {
      Optional<FakeServer> stands = state(slot).stream().skip(i).findFirst();
      if (stands.filter(one -> one.artifact.equals(image)).isPresent()) {
        wanted.add(stands.get());
      } else {
        FakeServer made =
            platform.prepare(
                "web-local-" + slot + "-" + (i + 1),
                slot,
                inputs.path(slot + "_release").asText(),
                image);
        change(made, stands.isPresent() ? "update" : "create", changes);
        wanted.add(made);
      }
    }
    return wanted;
  }

  private static void change(FakeServer server, String action, ArrayNode changes) {
    ObjectNode change = changes.addObject();
    change.put("address", "vm." + server.slot + "[\"" + server.name + "\"]");
    change.putObject("change").putArray("actions").add(action);
  }

  int apply() {
    images.putAll(asked);
    for (Slot slot : Slot.values()) {
      List<FakeServer> wanted = planned.getOrDefault(slot, List.of());
      state(slot).stream()
          .filter(server -> !wanted.contains(server))
          .forEach(server -> platform.remove(server.name));
      wanted.stream().filter(server -> !state(slot).contains(server)).forEach(platform::boot);
      state.put(slot, wanted);
    }
    return 0;
  }

  int output(StringBuilder out) {
    ObjectNode outputs = MAPPER.createObjectNode();
    for (Slot slot : Slot.values()) {
      list(state(slot), outputs.putObject(slot + "_list"));
    }
    out.append(outputs);
    return 0;
  }

  private static void list(List<FakeServer> servers, ObjectNode output) {
    ArrayNode value = output.putArray("value");
    for (FakeServer server : servers) {
      value
          .addObject()
          .put("id", server.name)
          .put("ip", "127.0.0.1")
          .put("listens", server.port())
          .put("runs", server.artifact);
    }
  }
}
