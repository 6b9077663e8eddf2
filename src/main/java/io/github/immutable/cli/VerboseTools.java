package io.github.immutable.cli;

import io.github.immutable.release.Progress;
import io.github.immutable.release.Words;
import io.github.immutable.tool.ShellWords;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.util.function.Consumer;

/**
 * Shows each command as it is started, after {@code $}, and what it prints: standard output line by
 * line, after {@code |}, and when it has ended standard error, after {@code !}. What is not even
 * kept, since it may hold secrets, is not shown.
 *
 * @param progress that masks secrets
 */
record VerboseTools(ToolRunner runner, Progress progress) implements ToolRunner {
  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    progress.note(call.name() + " $ " + ShellWords.typed(call.command()));
    ToolRun run =
        runner.run(
            call,
            its -> {
              line.accept(its);
              if (!call.unkept()) {
                progress.note(call.name() + " | " + its);
              }
            });
    if (!call.unkept()) {
      run.error().lines().forEach(its -> progress.note(call.name() + " ! " + its));
    }
    progress.note(
        call.name()
            + " ended with exit "
            + run.exitCode()
            + " after "
            + Words.duration(run.took())
            + (call.unkept() ? "; what it printed may hold secrets, and is not shown" : ""));
    return run;
  }
}
