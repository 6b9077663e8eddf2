package io.github.immutable.cli;

import io.github.immutable.release.Outcome;
import io.github.immutable.release.Status;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says what is live, probed just now.",
      "Servers, traffic, standby, and what is left to do. Exit 0 when what should be live is live and healthy, 20 when an operator is needed."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable status", "  immutable status --output json"})
final class StatusCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.look(pipeline)) {
      Status.Report report = new Status(session.site()).report();
      spec.commandLine()
          .getOut()
          .println(output.json() ? Shown.json(report) : StatusText.of(report));
      return report.problems().isEmpty() ? Outcome.DONE : Outcome.OPERATOR_NEEDED;
    }
  }
}
