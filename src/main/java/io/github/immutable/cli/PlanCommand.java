package io.github.immutable.cli;

import io.github.immutable.release.Preview;
import io.github.immutable.release.PreviewReport;
import io.github.immutable.release.Releases;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code immutable plan VERSION}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a release would do, and does nothing.",
      "Ends with the exit code that the release would be refused or fail with, as far as that can",
      "be foreseen; with 0 when nothing is known to stand in its way."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable plan v2",
      "  immutable plan v2 --output json",
      "  immutable plan --working-tree         what lies here, uncommitted changes too"
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final OutputOption output = new OutputOption();
  @Mixin final AllowLocalOption agent = new AllowLocalOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      paramLabel = "VERSION",
      completionCandidates = Candidates.Tags.class,
      arity = "0..1",
      defaultValue = "",
      description = "A tag, a branch or a commit.")
  private String version = "";

  @Option(
      names = "--working-tree",
      description = "Plans with the files as they lie here, as release --working-tree would.")
  private boolean workingTree;

  @Option(names = "--rebuild", description = "As release --rebuild would: with a new image.")
  private boolean rebuild;

  @Option(names = "--again", description = "As release --again would: with new servers.")
  private boolean again;

  @Option(names = "--allow-dirty", description = "With CI=true: as release --allow-dirty would.")
  private boolean allowDirty;

  @Override
  public Integer call() throws Exception {
    Releases.Request request =
        VersionArgument.request(spec, version, workingTree, rebuild, again, false, allowDirty);
    try (Session session = Session.look(pipeline, ProgressChoice.of(spec))) {
      PreviewReport report = new Preview(session.site()).report(request, agent.allowLocal);
      spec.commandLine().getOut().println(output.json() ? Shown.json(report) : PlanText.of(report));
      return report.exitCode();
    }
  }
}
