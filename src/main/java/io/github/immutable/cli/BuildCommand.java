package io.github.immutable.cli;

import io.github.immutable.release.FreshAgent;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.Releases;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code immutable build VERSION}. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a version's image and nothing else.",
      "An image that is known and still exists is not built again."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable build v2", "  immutable build v2 --rebuild"})
final class BuildCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final WaitOption wait = new WaitOption();
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
      description = "Builds from the files as they lie here, named COMMIT-dirty-HASH.")
  private boolean workingTree;

  @Option(names = "--rebuild", description = "Runs Packer even where the image is known.")
  private boolean rebuild;

  @Override
  public Integer call() throws Exception {
    Releases.Request request = request();
    try (Session session = Session.change(pipeline, wait, "build", ProgressChoice.of(spec))) {
      FreshAgent.of(session.site()).check(agent.allowLocal);
      Outcome outcome = new Releases(session.site()).build(request);
      return new OutcomeReport(
              session.site(), spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(outcome, output.json());
    }
  }

  private Releases.Request request() {
    return VersionArgument.request(spec, version, workingTree, rebuild, false, false, true);
  }
}
