package io.github.immutable.servers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the target what exists, whatever any state says: an executable of the user's that prints
 * JSON. Its calls are described in {@code docs/inventory.md}.
 */
public final class Inventory {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Path executable;
  private final Path directory;
  private final Path logs;
  private final ToolRunner tools;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @param executable absolute
   * @param directory the working directory it is given
   * @param logs where what it printed is kept
   */
  public Inventory(Path executable, Path directory, Path logs, ToolRunner tools) {
    this.executable = executable;
    this.directory = directory;
    this.logs = logs;
    this.tools = tools;
  }

  /**
   * A server that exists.
   *
   * @param labels {@code project}, {@code pipeline}, {@code slot}, {@code release}
   * @param address {@code address:port}, empty where the platform does not know it
   * @param image the exact artifact it was started from
   * @param state {@code running} or {@code stopped}
   */
  public record Found(
      String id,
      String name,
      Map<String, String> labels,
      String address,
      String image,
      String state) {

    /** Whether it runs. */
    public boolean running() {
      return state.equals("running");
    }
  }

  /** Servers of a pipeline, dead ones too; of one slot when it is given. */
  public List<Found> servers(String project, String pipeline, Optional<Slot> slot)
      throws ServersException, ToolException, InterruptedException {
    List<String> labels = new ArrayList<>(List.of("project=" + project, "pipeline=" + pipeline));
    slot.ifPresent(one -> labels.add("slot=" + one));
    List<Found> found = new ArrayList<>();
    for (JsonNode node : ask("servers", labels)) {
      Map<String, String> its = new HashMap<>();
      node.path("labels").properties().forEach(e -> its.put(e.getKey(), e.getValue().asText()));
      found.add(
          new Found(
              text(node, "id"),
              text(node, "name"),
              Map.copyOf(its),
              node.path("address").asText("") + ":" + node.path("port").asText(""),
              node.path("image").asText(""),
              text(node, "state")));
    }
    return found;
  }

  /**
   * An image that exists.
   *
   * @param id the exact artifact id
   * @param imageId that was baked in, as its label says; empty where the platform does not say
   * @param run that it was built for; empty where the platform does not say
   * @param created when it was made, where the platform says
   */
  public record FoundImage(String id, String imageId, String run, Optional<Instant> created) {}

  /** The exact ids of the images that exist. */
  public List<String> images() throws ServersException, ToolException, InterruptedException {
    return labelledImages().stream().map(FoundImage::id).toList();
  }

  /** The images that exist, with what their labels tell. */
  public List<FoundImage> labelledImages()
      throws ServersException, ToolException, InterruptedException {
    List<FoundImage> images = new ArrayList<>();
    for (JsonNode node : ask("images", List.of())) {
      images.add(
          new FoundImage(
              text(node, "id"),
              node.path("image_id").asText(""),
              node.path("run").asText(""),
              time(node.path("created"))));
    }
    return images;
  }

  private static Optional<Instant> time(JsonNode text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.asText("")).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Build servers that a run left behind, by id. */
  public List<String> builders(String run)
      throws ServersException, ToolException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (JsonNode node : ask("builders", List.of(run))) {
      ids.add(text(node, "id"));
    }
    return ids;
  }

  /** Removes one server or builder; repeatable. */
  public void remove(String id) throws ServersException, ToolException, InterruptedException {
    run("remove", List.of(id));
  }

  private JsonNode ask(String verb, List<String> arguments)
      throws ServersException, ToolException, InterruptedException {
    ToolRun run = run(verb, arguments);
    JsonNode answer = Json.output(run);
    if (!answer.isArray()) {
      throw new ServersException(
          "the inventory's \"" + verb + "\" did not print a JSON list",
          "run it by hand: " + String.join(" ", run.call().command()),
          run.call().standardOutput(),
          run.lastLines(5));
    }
    return answer;
  }

  private ToolRun run(String verb, List<String> arguments)
      throws ServersException, ToolException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(executable.toString(), verb));
    command.addAll(arguments);
    String name = "inventory-" + verb + "-" + calls.incrementAndGet();
    String byHand = "run it by hand: " + String.join(" ", command);
    ToolRun run;
    try {
      ToolCall call = new ToolCall(name, command, directory, Map.of(), logs, TIMEOUT);
      run = tools.run(call.as(ToolCall.Role.INVENTORY));
    } catch (ToolException e) {
      boolean ran = e.log() != null;
      throw new ToolException(
          "the inventory could not answer \"" + verb + "\": " + e.getMessage(),
          ran ? byHand : e.remedy(),
          e.log(),
          e.lines());
    }
    if (!run.succeeded()) {
      throw new ServersException(
          "the inventory could not answer \"" + verb + "\"",
          byHand,
          run.call().standardError(),
          run.lastLines(5));
    }
    return run;
  }

  private static String text(JsonNode node, String field) throws ServersException {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new ServersException(
          "the inventory printed an entry without \"" + field + "\": " + node,
          "correct the inventory; docs/inventory.md has the format",
          null,
          List.of());
    }
    return value.asText();
  }
}
