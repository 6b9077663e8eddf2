package io.github.immutable.image;

import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.util.List;
import java.util.Map;

/** The user's command that prints the exact id of the base image on one line. */
public record BaseImage(Checkout checkout, List<String> command) {

  public BaseImage {
    command = List.copyOf(command);
  }

  /** The call, run in the checkout. */
  public ToolCall call() {
    return checkout.call("base-image", command, Map.of());
  }

  /**
   * Runs the command in the checkout.
   *
   * @return the one line
   * @throws BuildException when it fails or prints anything but one line
   */
  public String identify(ToolRunner tools)
      throws BuildException, ToolException, InterruptedException {
    ToolRun run = tools.run(call());
    if (!run.succeeded()) {
      throw PrepareCommands.failure("base command", run);
    }
    List<String> printed =
        run.output().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (printed.size() != 1) {
      throw new BuildException(
          "base command `%s` printed %s; expected the base image's exact id on one line"
              .formatted(
                  String.join(" ", command),
                  printed.isEmpty() ? "nothing" : printed.size() + " lines"),
          "let it print the id alone on standard output, and everything else on standard error",
          run.call().standardOutput(),
          printed.subList(0, Math.min(PrepareCommands.LINES_SHOWN, printed.size())));
    }
    return printed.get(0);
  }
}
