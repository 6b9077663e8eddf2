package io.github.immutable.cli;

import io.github.immutable.release.Outcome;
import io.github.immutable.release.Sweep;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code immutable sweep}. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Removes servers that dead runs have left, and asks first.",
      "Servers and build servers that carry this pipeline's labels and that the ledger has in no slot,",
      "as its inventory says. What another ledger's release has made is left alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable sweep",
      "  immutable sweep --dry-run             only shows them",
      "  immutable sweep --yes                 does not ask"
    })
final class SweepCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final WaitOption wait = new WaitOption();
  @Mixin final OutputOption output = new OutputOption();
  @Mixin final YesOption confirmed = new YesOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Shows what would be removed, and removes nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.change(pipeline, wait, "sweep", ProgressChoice.of(spec))) {
      Sweep sweep = new Sweep(session.site());
      Sweep.Found found = sweep.look();
      show(found);
      Outcome outcome;
      if (found.nothing()) {
        outcome = sweep.nothing(found);
      } else if (dryRun) {
        outcome = sweep.shown(found);
      } else {
        if (!confirmed.yes) {
          Confirm.sweep(spec, session.site().pipeline());
        }
        outcome = sweep.remove(found);
      }
      return new OutcomeReport(
              session.site(), spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(outcome, output.json());
    }
  }

  private void show(Sweep.Found found) {
    PrintWriter out = output.json() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    if (!found.nothing()) {
      out.println("Left over:");
      found.lines().forEach(line -> out.println("  " + line));
    }
    if (!found.leftAlone().isEmpty()) {
      out.println("Left alone:");
      found.leftAlone().forEach(line -> out.println("  " + line));
    }
    out.flush();
  }
}
