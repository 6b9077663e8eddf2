package io.github.immutable.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Terraform with a root as it is for a cloud: what its state does not know it makes anew, beside
 * what stands. Killed, it has made and removed more than its state says.
 */
record EstateTerraform(Gate gate, Estate estate) {

  /** A server as planned; made when the plan is applied. */
  private record Wanted(String name, Slot slot, String release, String image) {}

  int run(ToolCall call, StringBuilder out) throws IOException {
    List<String> command = call.command();
    List<String> words = command.subList(command.indexOf("terraform") + 1, command.size());
    String workspace = call.environment().getOrDefault("TF_WORKSPACE", "");
    return switch (words.getFirst()) {
      case "init" -> 0;
      case "plan" -> plan(workspace, words);
      case "show" -> {
        out.append(Files.readString(Path.of(words.getLast())));
        yield 0;
      }
      case "apply" -> apply(workspace, call.name(), Path.of(words.getLast()));
      case "output" -> output(workspace, out);
      default -> throw new IllegalArgumentException("no such command: " + words);
    };
  }

  private int plan(String workspace, List<String> words) throws IOException {
    JsonNode inputs = EstateTools.MAPPER.readTree(Files.readAllBytes(value(words, "-var-file=")));
    boolean destroy = words.contains("-destroy");
    Estate.Things things = estate.look();
    List<Estate.Machine> known = known(things, workspace);
    String slot = inputs.path("slot").asText();
    ObjectNode shown = EstateTools.MAPPER.createObjectNode().put("format_version", "1.2");
    shown.put("destroy", destroy);
    shown.putObject("variables").putObject("slot").put("value", slot);
    ArrayNode changes = shown.putArray("resource_changes");
    ArrayNode wanted = shown.putArray("wanted");
    boolean changed = destroy && !things.states.getOrDefault(workspace, List.of()).isEmpty();
    for (Estate.Machine machine : known) {
      if (destroy) {
        change(changes, machine.server().name(), "delete");
      }
    }
    for (int i = 1; !destroy && i <= inputs.path("servers").asInt(); i++) {
      String name = workspace + "-" + i;
      String release = inputs.path("release").asText();
      Optional<Estate.Machine> there =
          known.stream().filter(its -> its.server().name().equals(name)).findFirst();
      boolean stays = there.isPresent() && there.get().release().equals(release);
      changed |= !stays;
      change(changes, name, stays ? "no-op" : "create");
      if (!stays) {
        wanted.addPOJO(new Wanted(name, Slot.of(slot), release, inputs.path("image").asText()));
      }
    }
    Files.writeString(value(words, "-out="), shown.toString());
    return changed ? 2 : 0;
  }

  private int apply(String workspace, String name, Path plan) throws IOException {
    JsonNode shown = EstateTools.MAPPER.readTree(Files.readAllBytes(plan));
    List<Wanted> wanted = new ArrayList<>();
    for (JsonNode node : shown.path("wanted")) {
      wanted.add(EstateTools.MAPPER.treeToValue(node, Wanted.class));
    }
    gate.pass("before " + name);
    if (shown.path("destroy").asBoolean()) {
      gate.middle("in " + name + ", one removed, none forgotten", () -> destroy(workspace, 1, 0));
      gate.middle("in " + name + ", one removed and forgotten", () -> destroy(workspace, 1, 1));
      gate.middle("in " + name + ", all removed, none forgotten", () -> destroy(workspace, 2, 0));
      destroy(workspace, 2, 2);
    } else {
      gate.middle("in " + name + ", one made, none known", () -> make(workspace, wanted, 1, 0));
      gate.middle("in " + name + ", one made and known", () -> make(workspace, wanted, 1, 1));
      gate.middle("in " + name + ", all made, none known", () -> make(workspace, wanted, 2, 0));
      gate.middle("in " + name + ", all made, one known", () -> make(workspace, wanted, 2, 1));
      make(workspace, wanted, 2, 2);
    }
    gate.pass("after " + name);
    return 0;
  }

  private void make(String workspace, List<Wanted> wanted, int made, int known) {
    estate.change(
        "make servers",
        its -> {
          List<String> state = its.states.computeIfAbsent(workspace, absent -> new ArrayList<>());
          for (int i = 0; i < Math.min(made, wanted.size()); i++) {
            Wanted one = wanted.get(i);
            String id = "i-" + ++its.made;
            Server server = new Server(one.name(), "127.0.0.1", its.freePort(), one.image());
            its.machines.add(new Estate.Machine(id, server, one.slot(), one.release()));
            if (i < known) {
              state.add(id);
            }
          }
        });
    keep(workspace);
  }

  private void destroy(String workspace, int removed, int forgotten) {
    estate.change(
        "destroy servers",
        its -> {
          List<String> state = its.states.getOrDefault(workspace, List.of());
          List<String> going = state.subList(0, Math.min(removed, state.size()));
          its.machines.removeIf(machine -> going.contains(machine.id()));
          its.states.put(
              workspace,
              new ArrayList<>(state.subList(Math.min(forgotten, state.size()), state.size())));
        });
    keep(workspace);
  }

  private int output(String workspace, StringBuilder out) {
    ObjectNode outputs = EstateTools.MAPPER.createObjectNode();
    ArrayNode servers = outputs.putObject("servers").putArray("value");
    for (Estate.Machine machine : known(estate.look(), workspace)) {
      Server server = machine.server();
      servers
          .addObject()
          .put("name", server.name())
          .put("address", server.address())
          .put("port", server.port())
          .put("image", server.image());
    }
    out.append(outputs);
    return 0;
  }

  private static List<Estate.Machine> known(Estate.Things things, String workspace) {
    List<String> state = things.states.getOrDefault(workspace, List.of());
    return things.machines.stream().filter(its -> state.contains(its.id())).toList();
  }

  private static void change(ArrayNode changes, String name, String action) {
    changes
        .addObject()
        .put("address", "cloud_server." + name)
        .putObject("change")
        .putArray("actions")
        .add(action);
  }

  /** Where the product expects a local state. */
  private void keep(String workspace) {
    ObjectNode kept = EstateTools.MAPPER.createObjectNode().put("version", 4);
    ArrayNode resources = kept.putArray("resources");
    estate.look().states.getOrDefault(workspace, List.of()).forEach(resources::add);
    Path file =
        estate
            .root()
            .resolve(".immutable/terraform/states")
            .resolve(workspace)
            .resolve("terraform.tfstate");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, kept.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path value(List<String> words, String option) {
    return Path.of(
        words.stream()
            .filter(word -> word.startsWith(option))
            .findFirst()
            .orElseThrow()
            .substring(option.length()));
  }
}
