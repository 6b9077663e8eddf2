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

/** {@code immutable release VERSION}. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = {
      "Releases a version: image, servers, health, traffic, retirement.",
      "If it fails before or after it has the traffic, what was live before is put back."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable release v2",
      "  immutable release v2 --again        replaces the servers of the same version:",
      "                                      the way to repair one that has died",
      "  immutable release --working-tree    what lies here, uncommitted changes too"
    })
final class ReleaseCommand implements Callable<Integer> {
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
      description = "Releases the files as they lie here, named COMMIT-dirty-HASH.")
  private boolean workingTree;

  @Option(names = "--rebuild", description = "Runs Packer even where the image is known.")
  private boolean rebuild;

  @Option(
      names = "--again",
      description = "Replaces the servers even where the same version is live.")
  private boolean again;

  @Option(
      names = "--keep-failed",
      description = "Leaves servers that failed standing, for a look; exit 12.")
  private boolean keepFailed;

  @Option(
      names = "--allow-dirty",
      description = "With CI=true: goes on although pipeline or Terraform files are uncommitted.")
  private boolean allowDirty;

  @Override
  public Integer call() throws Exception {
    Releases.Request request = request();
    try (Session session = Session.change(pipeline, wait, "release", ProgressChoice.of(spec))) {
      FreshAgent.of(session.site()).check(agent.allowLocal);
      Outcome outcome = new Releases(session.site()).release(request);
      return new OutcomeReport(
              session.site(), spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(outcome, output.json());
    }
  }

  private Releases.Request request() {
    return VersionArgument.request(
        spec, version, workingTree, rebuild, again, keepFailed, allowDirty);
  }
}
