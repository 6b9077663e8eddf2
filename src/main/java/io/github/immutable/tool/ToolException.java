package io.github.immutable.tool;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tool could not be started, did not end in time, or said something that cannot be used. */
public class ToolException extends ExplainedException {

  /**
   * @param message what failed
   * @param remedy what to type or change next
   * @param log the tool's whole output, where there is any
   * @param lines the lines of it that matter
   */
  public ToolException(String message, String remedy, @Nullable Path log, List<String> lines) {
    super(message, remedy, log, lines);
  }

  @Override
  public String topic() {
    return "not-ready";
  }
}
