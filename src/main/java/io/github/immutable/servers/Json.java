package io.github.immutable.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.immutable.tool.ToolRun;
import java.util.List;

/** The JSON that tools print. */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private Json() {}

  /**
   * A tool's whole standard output as one document.
   *
   * @throws ServersException when it is not
   */
  static JsonNode output(ToolRun run) throws ServersException {
    try {
      return MAPPER.readTree(run.output());
    } catch (JsonProcessingException e) {
      throw new ServersException(
          run.call().name() + " did not print JSON: " + e.getOriginalMessage(),
          "run it by hand and see what else it prints",
          run.call().standardOutput(),
          run.lastLines(5));
    }
  }

  /** Which log and which lines tell why a run failed. */
  static ServersException failed(ToolRun run, String message, List<String> diagnostics) {
    List<String> lines = diagnostics.isEmpty() ? run.lastLines(8) : diagnostics;
    return new ServersException(
        message,
        "mend what Terraform says, then run the same command again",
        run.output().isBlank() ? run.call().standardError() : run.call().standardOutput(),
        lines);
  }
}
