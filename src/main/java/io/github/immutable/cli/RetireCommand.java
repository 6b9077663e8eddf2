package io.github.immutable.cli;

import io.github.immutable.release.Outcome;
import io.github.immutable.release.RetireStandby;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code immutable retire}. */
@Command(
    name = "retire",
    mixinStandardHelpOptions = true,
    description = {
      "Destroys standby servers whose time is up.",
      "Does nothing where none is due: fit for cron."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable retire", "  immutable retire --now                whatever its time"})
final class RetireCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final WaitOption wait = new WaitOption();
  @Mixin final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(names = "--now", description = "Destroys a standby before its time is up.")
  private boolean now;

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.change(pipeline, wait, "retire", ProgressChoice.of(spec))) {
      Outcome outcome = new RetireStandby(session.site()).run(now);
      return new OutcomeReport(
              session.site(), spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(outcome, output.json());
    }
  }
}
