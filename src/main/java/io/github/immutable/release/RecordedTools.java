package io.github.immutable.release;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ToolRecord;
import io.github.immutable.tool.Redactor;
import io.github.immutable.tool.Time;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Records every run of a tool in the ledger. */
record RecordedTools(ToolRunner runner, Ledger ledger, String release, Time time, Redactor redactor)
    implements ToolRunner {
  private static final int NOT_ENDED = -1;

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    Instant at = time.now();
    Duration before = time.elapsed();
    int exitCode = NOT_ENDED;
    boolean started = true;
    try {
      ToolRun run = runner.run(call, line);
      exitCode = run.exitCode();
      return run;
    } catch (Halt halt) {
      started = false;
      throw halt;
    } finally {
      if (started) {
        record(call, at, time.elapsed().minus(before), exitCode);
      }
    }
  }

  /** A run that cannot be recorded is no failure of the tool, which would have to be put back. */
  private void record(ToolCall call, Instant started, Duration took, int exitCode) {
    try {
      ledger.put(
          new ToolRecord(
              release,
              call.name(),
              call.command().stream().map(redactor::redact).toList(),
              started,
              call.standardOutput().toString(),
              took.toMillis(),
              exitCode));
    } catch (LedgerException e) {
      throw new Halt(e);
    }
  }
}
