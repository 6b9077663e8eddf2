package io.github.immutable.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The tools that a release starts, in a small world in memory. */
final class FakeTools implements ToolRunner {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int FAILED = 1;

  private final Cut cut;
  private final FakePlatform platform;
  private final FakeTerraform terraform;
  private final List<ToolCall> calls = new ArrayList<>();
  private final Set<String> failing = new HashSet<>();
  private int builds;

  /** What Packer does beyond its work. */
  boolean emptyManifest;

  boolean leavesBuilder;
  String baseImage = "sha256:base";

  FakeTools(Cut cut, FakePlatform platform, FakeTerraform terraform) {
    this.cut = cut;
    this.platform = platform;
    this.terraform = terraform;
  }

  /** Tools whose call's name begins so do nothing and fail, until {@link #mend}. */
  void fail(String name) {
    failing.add(name);
  }

  void mend() {
    failing.clear();
    emptyManifest = false;
    leavesBuilder = false;
  }

  /** The names of the calls since some point. */
  List<String> names(int since) {
    return calls.stream().skip(since).map(ToolCall::name).toList();
  }

  int count() {
    return calls.size();
  }

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    cut.pass("before " + call.name());
    stopWhenAsked();
    calls.add(call);
    StringBuilder out = new StringBuilder();
    try {
      Files.createDirectories(call.logs());
      int exitCode = fails(call) ? FAILED : work(call, out);
      Files.writeString(call.standardOutput(), out);
      Files.writeString(
          call.standardError(), exitCode == FAILED ? call.name() + " was told to fail\n" : "");
      out.toString().lines().forEach(line);
      cut.pass("after " + call.name());
      stopWhenAsked();
      return new ToolRun(call, exitCode, Duration.ZERO);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stopWhenAsked() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the tool was stopped");
    }
  }

  private boolean fails(ToolCall call) {
    boolean fails = failing.stream().anyMatch(call.name()::startsWith);
    if (fails && call.name().equals("packer-build") && leavesBuilder) {
      platform.makeBuilder("builder-1", variables(call).path("run").asText());
    }
    return fails;
  }

  private int work(ToolCall call, StringBuilder out) throws IOException {
    String executable = Path.of(call.command().getFirst()).getFileName().toString();
    return switch (executable) {
      case "flock" -> call.command().contains("packer") ? packer(call) : terraform.run(call, out);
      case "packer" -> packer(call);
      case "inventory" -> inventory(call.command(), out);
      case "base-image" -> {
        out.append(baseImage).append('\n');
        yield 0;
      }
      case "prepare" -> 0;
      default -> throw new IllegalArgumentException("no such tool: " + call.command());
    };
  }

  private int packer(ToolCall call) throws IOException {
    JsonNode variables = variables(call);
    String artifact = "sha256:artifact-" + ++builds;
    platform.makeImage(artifact, variables.path("image_id").asText());
    ObjectNode manifest = MAPPER.createObjectNode().put("last_run_uuid", "run");
    ArrayNode rows = manifest.putArray("builds");
    if (!emptyManifest) {
      rows.addObject()
          .put("name", "web")
          .put("builder_type", "docker")
          .put("packer_run_uuid", "run")
          .put("artifact_id", artifact);
    }
    Files.writeString(Path.of(variables.path("manifest").asText()), manifest.toString());
    return 0;
  }

  private static JsonNode variables(ToolCall packer) {
    try {
      for (String word : packer.command()) {
        if (word.startsWith("-var-file=")) {
          return MAPPER.readTree(Path.of(word.substring("-var-file=".length())).toFile());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalArgumentException("Packer was given no variables");
  }

  private int inventory(List<String> command, StringBuilder out) {
    ArrayNode found = MAPPER.createArrayNode();
    switch (command.get(1)) {
      case "images" ->
          platform
              .images()
              .forEach(
                  id ->
                      found
                          .addObject()
                          .put("id", id)
                          .put("image_id", platform.imageIn(id))
                          .put("run", platform.runOf(id)));
      case "builders" ->
          platform
              .builders()
              .forEach(
                  (id, run) -> {
                    if (run.equals(command.getLast())) {
                      found.addObject().put("id", id);
                    }
                  });
      case "remove" -> platform.remove(command.getLast());
      case "servers" ->
          platform.servers().stream()
              .filter(server -> !command.contains("slot=" + server.slot.other()))
              .forEach(server -> describe(server, found.addObject()));
      default -> throw new IllegalArgumentException("no such verb: " + command);
    }
    out.append(found);
    return 0;
  }

  private void describe(FakeServer server, ObjectNode json) {
    Slot slot = server.slot;
    json.put("id", server.name)
        .put("name", server.name)
        .put("address", "127.0.0.1")
        .put("port", String.valueOf(server.port()))
        .put("image", platform.reportedImage(server))
        .put("state", platform.reportedState(server));
    json.putObject("labels")
        .put("project", "web")
        .put("pipeline", "local")
        .put("slot", slot.label())
        .put("release", server.release);
  }
}
