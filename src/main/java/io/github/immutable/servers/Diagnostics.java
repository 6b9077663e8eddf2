package io.github.immutable.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.tool.ToolRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSON lines of {@code terraform plan|apply -json} (HashiCorp, "Machine-Readable UI"). Lines
 * that are not JSON occur, and types that are not known here are passed over.
 */
final class Diagnostics {
  private static final int DETAIL_LINES = 6;

  private Diagnostics() {}

  /** Its errors: summary, the resource's address, and the last lines of the detail. */
  static List<String> errors(ToolRun run) {
    List<String> errors = new ArrayList<>();
    run.output().lines().forEach(line -> parse(line).ifPresent(json -> add(json, errors)));
    return errors.stream().distinct().toList();
  }

  /**
   * What to show of a line while the tool runs: the progress of resources, in Terraform's words.
   */
  static Optional<String> progress(String line) {
    return parse(line)
        .filter(json -> json.path("type").asText().startsWith("apply_"))
        .map(json -> json.path("@message").asText());
  }

  private static void add(JsonNode json, List<String> errors) {
    JsonNode diagnostic = json.path("diagnostic");
    if (!diagnostic.path("severity").asText().equals("error")) {
      return;
    }
    String address = diagnostic.path("address").asText("");
    errors.add((address.isEmpty() ? "" : address + ": ") + diagnostic.path("summary").asText());
    List<String> detail =
        diagnostic.path("detail").asText("").lines().filter(line -> !line.isBlank()).toList();
    detail.stream()
        .skip(Math.max(0, detail.size() - DETAIL_LINES))
        .forEach(line -> errors.add("  " + line.strip()));
  }

  private static Optional<JsonNode> parse(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
