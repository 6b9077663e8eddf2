package io.github.immutable.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A finished run of a tool: both of its streams have been written to the end.
 *
 * @param exitCode the tool's own; 128 + N where signal N ended it
 */
public record ToolRun(ToolCall call, int exitCode, Duration took) {

  /** Exit code 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** Standard output as text; bytes that are not UTF-8 become U+FFFD. */
  public String output() {
    return read(call.standardOutput());
  }

  /** Standard error as text; bytes that are not UTF-8 become U+FFFD. */
  public String error() {
    return read(call.standardError());
  }

  /** The last non-blank lines of standard error, or of standard output if that is empty. */
  public List<String> lastLines(int count) {
    String text = error().isBlank() ? output() : error();
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
