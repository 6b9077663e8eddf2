package io.github.immutable.image;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The user's own commands that make what the image needs: compile, fetch, render. */
public record PrepareCommands(Checkout checkout, List<List<String>> commands) {

  static final int LINES_SHOWN = 12;

  public PrepareCommands {
    commands = commands.stream().map(List::copyOf).toList();
  }

  /** The calls, in order: {@code prepare-1}, {@code prepare-2} and so on. */
  public List<ToolCall> calls() {
    return IntStream.range(0, commands.size())
        .mapToObj(
            i ->
                checkout
                    .call("prepare-" + (i + 1), commands.get(i), Map.of())
                    .as(ToolCall.Role.PREPARE))
        .toList();
  }

  /**
   * Runs them one after another, in the checkout.
   *
   * @param progress is handed the lines of their standard output
   * @throws BuildException on the first that fails
   */
  public void run(ToolRunner tools, Consumer<String> progress)
      throws BuildException, ToolException, InterruptedException {
    for (ToolCall call : calls()) {
      ToolRun run = tools.run(call, progress);
      if (!run.succeeded()) {
        throw failure("prepare command", run);
      }
    }
  }

  static BuildException failure(String what, ToolRun run) {
    ToolCall call = run.call();
    Path log = run.error().isBlank() ? call.standardOutput() : call.standardError();
    String command = String.join(" ", call.command());
    return new BuildException(
        "%s `%s` failed with exit code %d".formatted(what, command, run.exitCode()),
        "run it in a clean checkout of the commit; what it needs must be committed",
        log,
        run.lastLines(LINES_SHOWN));
  }
}
