package io.github.immutable.image;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers a call with what a real tool once said. */
final class RecordedTool implements ToolRunner {
  /** What the tool does beside talking, and its exit code. */
  interface Deed {
    int on(ToolCall call) throws IOException;
  }

  final List<ToolCall> calls = new ArrayList<>();
  private final String output;
  private final String error;
  private final Deed deed;

  RecordedTool(String output, String error, Deed deed) {
    this.output = output;
    this.error = error;
    this.deed = deed;
  }

  static RecordedTool saying(String output, String error, int exitCode) {
    return new RecordedTool(output, error, call -> exitCode);
  }

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line) {
    calls.add(call);
    try {
      Files.createDirectories(call.logs());
      Files.writeString(call.standardOutput(), output);
      Files.writeString(call.standardError(), error);
      int exitCode = deed.on(call);
      output.lines().forEach(line);
      return new ToolRun(call, exitCode, Duration.ZERO);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path recording(String name) {
    return Path.of("src/test/resources/packer-1.6.6").resolve(name);
  }
}
