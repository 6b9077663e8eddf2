package io.github.immutable.kill;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolLock;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The tools of an estate: Packer, the inventory, and {@link EstateTerraform}. */
record EstateTools(Gate gate, Estate estate) implements ToolRunner {
  /** Where {@link ToolLock#around} names it. */
  private static final int LOCK_FILE = 6;

  static final JsonMapper MAPPER = JsonMapper.builder().build();

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line) {
    StringBuilder out = new StringBuilder();
    try {
      Files.createDirectories(call.logs());
      int exitCode = work(call, out);
      Files.writeString(call.standardOutput(), out);
      Files.writeString(call.standardError(), "");
      out.toString().lines().forEach(line);
      return new ToolRun(call, exitCode, Duration.ZERO);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int work(ToolCall call, StringBuilder out) throws IOException {
    String executable = Path.of(call.command().getFirst()).getFileName().toString();
    return switch (executable) {
      case "flock" -> locked(call, out);
      case "inventory" -> inventory(call.command(), out);
      case "base-image" -> {
        out.append("sha256:base\n");
        yield 0;
      }
      default -> throw new IllegalArgumentException("no such tool: " + call.command());
    };
  }

  /** Under the lock that flock(1) would take; whoever has its file open has it. */
  private int locked(ToolCall call, StringBuilder out) throws IOException {
    Path file = Path.of(call.command().get(LOCK_FILE));
    Files.createDirectories(file.getParent());
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        FileLock lock = lock(channel)) {
      if (!lock.isValid()) {
        return ToolLock.HELD;
      }
      return call.command().contains("packer")
          ? packer(call)
          : new EstateTerraform(gate, estate).run(call, out);
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    FileLock lock = channel.tryLock();
    if (lock == null) {
      gate.waits();
      lock = channel.lock();
    }
    return lock;
  }

  private int packer(ToolCall call) throws IOException {
    JsonNode variables = variables(call);
    String run = variables.path("run").asText();
    String imageId = variables.path("image_id").asText();
    String builder = "builder-" + estate.look().made;
    String artifact = "sha256:artifact-" + estate.look().made;
    gate.pass("before packer-build");
    gate.middle(
        "in packer-build, a builder stands",
        () -> estate.change("build", its -> its.builders.put(builder, run)));
    Consumer<Estate.Things> build =
        its -> {
          its.images.put(artifact, imageId);
          its.made++;
        };
    gate.middle("in packer-build, no manifest yet", () -> estate.change("build", build));
    estate.change("build", build);
    ObjectNode manifest = MAPPER.createObjectNode().put("last_run_uuid", "run");
    manifest
        .putArray("builds")
        .addObject()
        .put("name", "web")
        .put("builder_type", "docker")
        .put("packer_run_uuid", "run")
        .put("artifact_id", artifact);
    Files.writeString(Path.of(variables.path("manifest").asText()), manifest.toString());
    gate.pass("after packer-build");
    return 0;
  }

  private static JsonNode variables(ToolCall packer) throws IOException {
    String option = "-var-file=";
    String file =
        packer.command().stream().filter(its -> its.startsWith(option)).findFirst().orElseThrow();
    return MAPPER.readTree(Files.readAllBytes(Path.of(file.substring(option.length()))));
  }

  private int inventory(List<String> command, StringBuilder out) {
    ArrayNode found = MAPPER.createArrayNode();
    Estate.Things things = estate.look();
    switch (command.get(1)) {
      case "images" -> things.images.keySet().forEach(id -> found.addObject().put("id", id));
      case "builders" ->
          things.builders.forEach(
              (id, run) -> {
                if (run.equals(command.getLast())) {
                  found.addObject().put("id", id);
                }
              });
      case "remove" -> remove(command.getLast());
      case "servers" ->
          things.machines.stream()
              .filter(its -> !command.contains("slot=" + its.slot().other()))
              .forEach(its -> describe(its, found.addObject()));
      default -> throw new IllegalArgumentException("no such verb: " + command);
    }
    out.append(found);
    return 0;
  }

  private void remove(String id) {
    gate.pass("before removing " + id);
    estate.change(
        "remove " + id,
        its -> {
          its.builders.remove(id);
          its.machines.removeIf(machine -> machine.id().equals(id));
        });
    gate.pass("after removing " + id);
  }

  private static void describe(Estate.Machine machine, ObjectNode json) {
    json.put("id", machine.id())
        .put("name", machine.server().name())
        .put("address", machine.server().address())
        .put("port", String.valueOf(machine.server().port()))
        .put("image", machine.server().image())
        .put("state", "running");
    json.putObject("labels")
        .put("project", "web")
        .put("pipeline", "local")
        .put("slot", machine.slot().label())
        .put("release", machine.release());
  }
}
