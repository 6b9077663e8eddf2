package io.github.immutable.cli;

import io.github.immutable.release.Abort;
import io.github.immutable.release.Outcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable abort}. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    description = {
      "Puts back what was live before an unfinished release.",
      "That is one which was interrupted, or has left something behind. Past its soak a release is",
      "live, and is finished instead."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable abort"})
final class AbortCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final WaitOption wait = new WaitOption();
  @Mixin final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.change(pipeline, wait, "abort", ProgressChoice.of(spec))) {
      Outcome outcome = new Abort(session.site()).run();
      return new OutcomeReport(
              session.site(), spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(outcome, output.json());
    }
  }
}
