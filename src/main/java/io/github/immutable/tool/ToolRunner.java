package io.github.immutable.tool;

import java.util.function.Consumer;

/** Runs tools: the one gateway to other processes. */
@FunctionalInterface
public interface ToolRunner {

  /**
   * Runs the tool to its end.
   *
   * @param line is handed every line of standard output while the tool runs
   * @return the run, whatever its exit code
   * @throws ToolException when it cannot be started or did not end in time
   * @throws InterruptedException when this thread was interrupted; the tool has been stopped
   */
  ToolRun run(ToolCall call, Consumer<String> line) throws ToolException, InterruptedException;

  /** Runs the tool to its end, with nobody following its output. */
  default ToolRun run(ToolCall call) throws ToolException, InterruptedException {
    return run(call, line -> {});
  }
}
