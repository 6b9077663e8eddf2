package io.github.immutable.cli;

import io.github.immutable.release.Outcome;
import io.github.immutable.release.Registration;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code immutable ledger register-images}. */
@Command(
    name = "register-images",
    mixinStandardHelpOptions = true,
    description = {
      "Records images that the ledger does not know, and asks first.",
      "For a ledger that was lost: a version whose image is recorded is released without a new build.",
      "Which version an image is of is found by its fingerprint, with today's pipeline file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable ledger register-images",
      "  immutable ledger register-images v1 v2        of these versions alone",
      "  immutable ledger register-images --dry-run    only shows them"
    })
final class RegisterImagesCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final WaitOption wait = new WaitOption();
  @Mixin final OutputOption output = new OutputOption();
  @Mixin final YesOption confirmed = new YesOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "VERSION",
      description = "Tags, branches or commits. Default: every tag, and HEAD.")
  private List<String> versions = new ArrayList<>();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Shows what would be recorded, and records nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    try (Session session =
        Session.change(pipeline, wait, "ledger register-images", ProgressChoice.of(spec))) {
      Registration registration = new Registration(session.site());
      Registration.Found found = registration.look(versions);
      show(found);
      Outcome outcome;
      if (found.matches().isEmpty() || dryRun) {
        outcome = registration.shown(found);
      } else {
        if (!confirmed.yes) {
          Confirm.register(spec, session.site().pipeline());
        }
        outcome = registration.register(found);
      }
      return new OutcomeReport(
              session.site(), spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(outcome, output.json());
    }
  }

  private void show(Registration.Found found) {
    PrintWriter out = output.json() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    if (!found.matches().isEmpty()) {
      out.println("Not in the ledger:");
      found.matches().forEach(match -> out.println("  " + match.line()));
    }
    if (!found.leftAlone().isEmpty()) {
      out.println("Left alone:");
      found.leftAlone().forEach(line -> out.println("  " + line));
    }
    out.flush();
  }
}
