package io.github.immutable.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished run of a tool: both of its streams have been written to the end.
 *
 * @param exitCode the tool's own; 128 + N where signal N ended it
 * @param said what it printed, where the logs do not say all of it; never shown or kept
 */
public record ToolRun(ToolCall call, int exitCode, Duration took, Said said) {

  /** A run whose logs say everything. */
  public ToolRun(ToolCall call, int exitCode, Duration took) {
    this(call, exitCode, took, new Said(null, null));
  }

  /** Both streams as they were, each null where its log is the same. No text shows them. */
  public static final class Said {
    private final byte @Nullable [] output;
    private final byte @Nullable [] error;

    Said(byte @Nullable [] output, byte @Nullable [] error) {
      this.output = output;
      this.error = error;
    }
  }

  /** Exit code 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** Standard output as text, secrets and all; bytes that are not UTF-8 become U+FFFD. */
  public String output() {
    return text(said.output, call.standardOutput());
  }

  /** Standard error as text, secrets and all; bytes that are not UTF-8 become U+FFFD. */
  public String error() {
    return text(said.error, call.standardError());
  }

  /** The last non-blank lines of standard error, or of standard output if that is empty. */
  public List<String> lastLines(int count) {
    String text = error().isBlank() ? output() : error();
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private static String text(byte @Nullable [] bytes, Path log) {
    try {
      return new String(bytes == null ? Files.readAllBytes(log) : bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
