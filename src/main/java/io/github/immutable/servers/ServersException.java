package io.github.immutable.servers;

import io.github.immutable.tool.ExplainedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Servers could not be planned, made, found or removed. */
public class ServersException extends ExplainedException {

  /**
   * @param message what failed
   * @param remedy what to type or change next
   * @param log the tool's whole output, where there is any
   * @param lines the lines of it that matter
   */
  public ServersException(String message, String remedy, @Nullable Path log, List<String> lines) {
    super(message, remedy, log, lines);
  }

  @Override
  public String topic() {
    return "launch-failed";
  }
}
