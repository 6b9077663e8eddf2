package io.github.immutable.cli;

import io.github.immutable.release.TrafficCheck;
import io.github.immutable.traffic.DriverCheck;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code immutable traffic check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Tries your own traffic driver out, where nothing is live.",
      "Two small servers on this machine are registered, switched to and asked for at the front door; at the end nobody has the traffic. Of a Terraform root only the switches are tried. Exit 10 if something fails."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable traffic check --pipeline staging",
      "  immutable traffic check --address 10.0.0.5"
    })
final class TrafficCheckCommand implements Callable<Integer> {
  @Mixin final PipelineOptions options = new PipelineOptions();
  @Mixin final WaitOption wait = new WaitOption();

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "This machine's address under which the balancer reaches it. Default: 127.0.0.1.")
  private String address = "127.0.0.1";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Session session =
        Session.change(options, wait, "traffic check", ProgressChoice.of(spec))) {
      return new TrafficCheck(session.site()).run(address, step -> show(step, out));
    }
  }

  private static void show(DriverCheck.Step step, PrintWriter out) {
    out.println((step.passed() ? "ok      " : "failed  ") + step.name());
    if (!step.passed()) {
      out.println("        " + OneLine.of(String.valueOf(step.problem())));
      out.println("        Next: " + OneLine.of(step.remedy()));
    }
  }
}
