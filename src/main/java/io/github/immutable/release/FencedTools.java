package io.github.immutable.release;

import io.github.immutable.ledger.Lease;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.util.function.Consumer;

/** Starts a tool only while the pipeline is held, which is looked at immediately before. */
public record FencedTools(ToolRunner runner, Lease lease) implements ToolRunner {

  /**
   * @throws Halt when the hold is lost, or the ledger cannot say whether it is
   */
  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    check(lease);
    return runner.run(call, line);
  }

  /** Without the fence: for checks of servers, which change nothing and run by the hundred. */
  static ToolRunner looking(ToolRunner runner) {
    return runner instanceof FencedTools fenced ? fenced.runner() : runner;
  }

  static void check(Lease lease) {
    try {
      lease.check();
    } catch (LedgerException e) {
      throw new Halt(e);
    }
  }
}
