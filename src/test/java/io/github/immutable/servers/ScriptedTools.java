package io.github.immutable.servers;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Answers calls by their names, and remembers them. */
final class ScriptedTools implements ToolRunner {
  /** What a tool does. */
  interface Deed {
    int on(ToolCall call) throws IOException, ToolException, InterruptedException;
  }

  final List<ToolCall> calls = new ArrayList<>();
  private final Map<String, Deed> deeds = new HashMap<>();

  /** A tool of that name ends with this code and says this. */
  ScriptedTools answers(String name, int exitCode, String output) {
    return does(
        name,
        call -> {
          Files.writeString(call.standardOutput(), output);
          return exitCode;
        });
  }

  ScriptedTools does(String name, Deed deed) {
    deeds.put(name, deed);
    return this;
  }

  List<String> names() {
    return calls.stream().map(ToolCall::name).toList();
  }

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    calls.add(call);
    Deed deed = deeds.get(call.name());
    if (deed == null) {
      throw new AssertionError("not expected: " + call);
    }
    try {
      Files.createDirectories(call.logs());
      Files.writeString(call.standardOutput(), "");
      Files.writeString(call.standardError(), "");
      int exitCode = deed.on(call);
      ToolRun run = new ToolRun(call, exitCode, Duration.ZERO);
      run.output().lines().forEach(line);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
