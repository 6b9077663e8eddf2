package io.github.immutable.release;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ToolRecord;
import io.github.immutable.tool.Time;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Records every run of a tool in the ledger. */
record RecordedTools(ToolRunner runner, Ledger ledger, String release, Time time)
    implements ToolRunner {
  private static final int NOT_ENDED = -1;

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    Instant started = time.now();
    Duration before = time.elapsed();
    int exitCode = NOT_ENDED;
    try {
      ToolRun run = runner.run(call, line);
      exitCode = run.exitCode();
      return run;
    } finally {
      record(call, started, time.elapsed().minus(before), exitCode);
    }
  }

  private void record(ToolCall call, Instant started, Duration took, int exitCode)
      throws ToolException {
    try {
      ledger.put(
          new ToolRecord(
              release,
              call.name(),
              call.command(),
              started,
              call.standardOutput().toString(),
              took.toMillis(),
              exitCode));
    } catch (LedgerException e) {
      throw new ToolException(
          String.valueOf(e.getMessage()), e.remedy(), call.standardOutput(), List.of());
    }
  }
}
