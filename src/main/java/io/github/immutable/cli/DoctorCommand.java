package io.github.immutable.cli;

import io.github.immutable.doctor.Finding;
import io.github.immutable.release.Outcome;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether a release could start, and what to type if not.",
      "Looks at tools, platform, port, space, files, balancer, ledger, states and leftovers, and changes nothing. Exit 0 only if a release could start, else the code that it would be refused with."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable doctor", "  immutable doctor --pipeline production --output json"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final OutputOption output = new OutputOption();
  @Mixin final AllowLocalOption agent = new AllowLocalOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    List<Finding> findings = new DoctorVisit(pipeline, agent.allowLocal).findings();
    spec.commandLine()
        .getOut()
        .println(output.json() ? Shown.json(findings) : DoctorText.of(findings));
    return findings.stream().mapToInt(Finding::exitCode).max().orElse(Outcome.DONE);
  }
}
