package io.github.immutable.cli;

import io.github.immutable.ledger.ReleaseRecord;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code immutable history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {"Lists the releases of a pipeline, the newest first."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable history",
      "  immutable history -n 5",
      "  immutable history --output json"
    })
final class HistoryCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = {"-n", "--number"},
      paramLabel = "COUNT",
      defaultValue = "20",
      description = "How many. Default: 20.")
  private int number = 20;

  @Override
  public Integer call() throws Exception {
    if (number < 1) {
      throw new ParameterException(spec.commandLine(), "--number is at least 1, not " + number);
    }
    try (Session session = Session.look(pipeline)) {
      String name = session.site().pipeline().name();
      List<ReleaseRecord> all = session.site().ledger().releases(name).reversed();
      List<ReleaseRecord> shown = all.subList(0, Math.min(number, all.size()));
      spec.commandLine()
          .getOut()
          .println(output.json() ? Shown.json(shown) : HistoryText.of(name, shown));
      return 0;
    }
  }
}
