package io.github.immutable.doctor;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Runs tools with their output in another folder than they were told: whoever only looks leaves
 * nothing in the project.
 */
public record Aside(ToolRunner runner, Path logs) implements ToolRunner {

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    return runner.run(call.loggedIn(logs), line);
  }
}
