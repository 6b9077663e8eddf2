package io.github.immutable.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Picks what a person needs from the result of an Ansible task. */
final class TaskMessage {
  private static final int LAST_LINES = 5;
  private static final String UNNUMBERED = "non-zero return code";
  private static final int LENGTH = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private TaskMessage() {}

  /**
   * What the module said: {@code msg}, of a loop's first failed item when the task is a loop, and
   * the last lines of standard error, or else of standard output, that it does not contain.
   *
   * @param summary the callback's own, taken where there is no JSON
   * @param result the task's result as JSON, or a traceback
   */
  static String of(String summary, String result) {
    JsonNode json;
    try {
      json = JSON.readTree(result);
    } catch (JsonProcessingException e) {
      return limited(summary);
    }
    JsonNode failed = failedItem(json);
    String message = failed.path("msg").asText(json.path("msg").asText(summary)).strip();
    if (message.equals(UNNUMBERED) && failed.has("rc")) {
      message += " " + failed.path("rc").asText();
    }
    List<String> lines = new ArrayList<>(List.of(message));
    lines.addAll(lastLines(failed, message));
    return limited(String.join("\n", lines));
  }

  private static JsonNode failedItem(JsonNode json) {
    for (JsonNode item : json.path("results")) {
      if (item.path("failed").asBoolean() || item.path("unreachable").asBoolean()) {
        return item;
      }
    }
    return json;
  }

  private static List<String> lastLines(JsonNode failed, String message) {
    for (String stream : List.of("stderr", "module_stderr", "stdout")) {
      List<String> lines =
          failed
              .path(stream)
              .asText("")
              .lines()
              .filter(line -> !line.isBlank() && !message.contains(line.strip()))
              .toList();
      if (!lines.isEmpty()) {
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      }
    }
    return List.of();
  }

  private static String limited(String text) {
    return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
  }
}
