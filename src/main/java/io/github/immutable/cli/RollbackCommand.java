package io.github.immutable.cli;

import io.github.immutable.release.FreshAgent;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.Rollback;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code immutable rollback [VERSION]}. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Brings back what was live before.",
      "It comes from the recorded image, Terraform root and inputs. While the replaced servers still stand by, that is one switch.",
      "Without VERSION: the last completed release before the live one that was not itself rolled back."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable rollback",
      "  immutable rollback v1",
      "  immutable rollback local-3    a release by its id, as history tells it"
    })
final class RollbackCommand implements Callable<Integer> {
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
      description = "A version, commit or release id of immutable history.")
  private @Nullable String version;

  @Option(
      names = "--keep-failed",
      description = "Leaves servers that failed standing, for a look; exit 12.")
  private boolean keepFailed;

  @Option(
      names = "--current-infrastructure",
      description = "Takes today's Terraform root and variables, not the recorded ones.")
  private boolean currentInfrastructure;

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.change(pipeline, wait, "rollback", ProgressChoice.of(spec))) {
      FreshAgent.of(session.site()).check(agent.allowLocal);
      Outcome outcome =
          new Rollback(session.site())
              .run(Optional.ofNullable(version), keepFailed, currentInfrastructure);
      return new OutcomeReport(
              session.site(), spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(outcome, output.json());
    }
  }
}
