package io.github.immutable.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Terraform with a root that makes servers of the fake platform. Its states lie where the product
 * expects those of Terraform.
 */
final class FakeTerraform {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final FakePlatform platform;
  private final Path states;
  private final Map<String, List<FakeServer>> state = new HashMap<>();
  private final Map<String, List<FakeServer>> planned = new HashMap<>();

  /** Changes a plan before it is shown, and what was made before it is told. */
  Consumer<ObjectNode> tamper = plan -> {};

  static final String SHARED = "production";

  private final FakeSharedState shared;
  Consumer<ArrayNode> tamperOutput = servers -> {};

  /** The next apply makes this many servers, of which the state knows none, and fails. */
  int dieAfter = -1;

  FakeTerraform(FakePlatform platform, Path states) {
    this.platform = platform;
    this.states = states;
    this.shared = new FakeSharedState(platform);
  }

  int run(ToolCall call, StringBuilder out) throws IOException {
    List<String> command = call.command();
    List<String> words = command.subList(command.indexOf("terraform") + 1, command.size());
    String workspace = call.environment().getOrDefault("TF_WORKSPACE", "");
    if (workspace.equals(SHARED)) {
      return both(words, out);
    }
    return switch (words.getFirst()) {
      case "init" -> 0;
      case "plan" -> plan(workspace, words);
      case "show" -> show(Path.of(words.getLast()), out);
      case "apply" -> apply(workspace, Path.of(words.getLast()));
      case "output" -> output(workspace, out);
      default -> throw new IllegalArgumentException("no such command: " + words);
    };
  }

  private int both(List<String> words, StringBuilder out) throws IOException {
    return switch (words.getFirst()) {
      case "plan" ->
          shared.plan(
              MAPPER.readTree(Path.of(value(words, "-var-file=")).toFile()),
              Path.of(value(words, "-out=")));
      case "show" -> show(Path.of(words.getLast()), out);
      case "apply" -> shared.apply();
      case "output" -> shared.output(out);
      default -> throw new IllegalArgumentException("not in a shared state: " + words);
    };
  }

  List<FakeServer> state(String workspace) {
    return state.getOrDefault(workspace, List.of());
  }

  private int plan(String workspace, List<String> words) throws IOException {
    JsonNode inputs = MAPPER.readTree(Path.of(value(words, "-var-file=")).toFile());
    Path plan = Path.of(value(words, "-out="));
    boolean destroy = words.contains("-destroy");
    List<FakeServer> servers = new ArrayList<>();
    Slot slot = Slot.of(inputs.path("slot").asText());
    for (int i = 1; !destroy && i <= inputs.path("servers").asInt(); i++) {
      servers.add(
          platform.prepare(
              workspace + "-" + i,
              slot,
              inputs.path("release").asText(),
              inputs.path("image").asText()));
    }
    planned.put(workspace, servers);
    ObjectNode shown = MAPPER.createObjectNode().put("format_version", "1.2");
    shown.putObject("variables").putObject("slot").put("value", slot.label());
    servers(servers, shown.putObject("planned_values").putObject("outputs").putObject("servers"));
    ArrayNode changes = shown.putArray("resource_changes");
    for (FakeServer server : destroy ? state(workspace) : servers) {
      ObjectNode change = changes.addObject().put("address", "terraform_data." + server.name);
      change.putObject("change").putArray("actions").add(destroy ? "delete" : "create");
    }
    if (!destroy) {
      tamper.accept(shown);
    }
    Files.writeString(plan, shown.put("destroy", destroy).toString());
    return destroy && state(workspace).isEmpty() ? 0 : 2;
  }

  private static int show(Path plan, StringBuilder out) throws IOException {
    out.append(Files.readString(plan));
    return 0;
  }

  private int apply(String workspace, Path plan) throws IOException {
    boolean destroy = MAPPER.readTree(plan.toFile()).path("destroy").asBoolean();
    if (destroy) {
      state(workspace).forEach(server -> platform.remove(server.name));
      state.remove(workspace);
    } else {
      List<FakeServer> servers = planned.getOrDefault(workspace, List.of());
      if (dieAfter >= 0) {
        servers.subList(0, dieAfter).forEach(platform::boot);
        dieAfter = -1;
        return 1;
      }
      servers.forEach(platform::boot);
      state.put(workspace, servers);
    }
    keep(workspace);
    return 0;
  }

  private int output(String workspace, StringBuilder out) {
    ObjectNode outputs = MAPPER.createObjectNode();
    ArrayNode servers = servers(state(workspace), outputs.putObject("servers"));
    tamperOutput.accept(servers);
    out.append(outputs);
    return 0;
  }

  private void keep(String workspace) throws IOException {
    ObjectNode kept = MAPPER.createObjectNode().put("version", 4);
    ArrayNode resources = kept.putArray("resources");
    state(workspace).forEach(server -> resources.addObject().put("name", server.name));
    Path file = states.resolve(workspace).resolve("terraform.tfstate");
    Files.createDirectories(file.getParent());
    Files.writeString(file, kept.toString());
  }

  private static ArrayNode servers(List<FakeServer> servers, ObjectNode output) {
    ArrayNode value = output.putArray("value");
    for (FakeServer server : servers) {
      value
          .addObject()
          .put("name", server.name)
          .put("address", "127.0.0.1")
          .put("port", server.port())
          .put("image", server.artifact);
    }
    return value;
  }

  private static String value(List<String> words, String option) {
    return words.stream()
        .filter(word -> word.startsWith(option))
        .findFirst()
        .orElseThrow()
        .substring(option.length());
  }
}
