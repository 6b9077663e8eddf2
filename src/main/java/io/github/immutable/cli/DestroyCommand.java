package io.github.immutable.cli;

import io.github.immutable.release.Destroy;
import io.github.immutable.release.Outcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable destroy}. */
@Command(
    name = "destroy",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a whole pipeline down, and asks first.",
      "Traffic off, the servers of both slots destroyed, and a managed balancer stopped. Images and",
      "the ledger stay."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable destroy", "  immutable destroy --yes"})
final class DestroyCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final WaitOption wait = new WaitOption();
  @Mixin final OutputOption output = new OutputOption();
  @Mixin final YesOption confirmed = new YesOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.change(pipeline, wait, "destroy", ProgressChoice.of(spec))) {
      if (!confirmed.yes) {
        Confirm.destroy(spec, session.site().pipeline());
      }
      Outcome outcome = new Destroy(session.site()).run();
      return new OutcomeReport(
              session.site(), spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(outcome, output.json());
    }
  }
}
