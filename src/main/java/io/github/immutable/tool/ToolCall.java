package io.github.immutable.tool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A run of a tool, described and not yet started.
 *
 * @param name what logs and messages call it, unique within a release: {@code terraform-plan}
 * @param command executable and arguments; never passed through a shell
 * @param directory working directory
 * @param environment added to the inherited environment; an empty value removes the variable
 * @param logs folder for the files {@code NAME.out} and {@code NAME.err}
 * @param timeout after which the tool is stopped, politely first
 */
public record ToolCall(
    String name,
    List<String> command,
    Path directory,
    Map<String, String> environment,
    Path logs,
    Duration timeout) {

  public ToolCall {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a tool call needs a command: " + name);
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Where standard output goes, whole. */
  public Path standardOutput() {
    return logs.resolve(name + ".out");
  }

  /** Where standard error goes, whole. */
  public Path standardError() {
    return logs.resolve(name + ".err");
  }
}
