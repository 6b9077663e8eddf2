package io.github.immutable.cli;

import io.github.immutable.release.Outcome;
import io.github.immutable.release.Resume;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Goes on with a release that was interrupted or whose process died.",
      "It goes on from the last stage that is recorded, and proves again what had been proved. Once",
      "putting back has begun, that is what it finishes."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable resume"})
final class ResumeCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final WaitOption wait = new WaitOption();
  @Mixin final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.change(pipeline, wait, "resume", ProgressChoice.of(spec))) {
      Outcome outcome = new Resume(session.site()).run();
      return new OutcomeReport(
              session.site(), spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(outcome, output.json());
    }
  }
}
