package io.github.immutable.tool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls of small shell scripts, in a folder of the test's own. */
record Tools(Path folder) {
  static final Duration LONG = Duration.ofSeconds(60);

  ToolCall script(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return call(command, Map.of(), LONG);
  }

  ToolCall call(List<String> command, Map<String, String> environment, Duration timeout) {
    return new ToolCall("tool", command, folder, environment, folder.resolve("logs"), timeout);
  }

  static ToolRun run(ToolCall call) throws ToolException, InterruptedException {
    return new ProcessRunner(new SystemTime()).run(call);
  }
}
