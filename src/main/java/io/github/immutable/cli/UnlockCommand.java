package io.github.immutable.cli;

import io.github.immutable.ledger.LeaseState;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Words;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code immutable unlock}. */
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    description = {
      "Breaks the hold of a run that will not end, and asks first.",
      "A run that is gone loses its hold by itself within seconds. One that still lives starts nothing",
      "more, and what it has started goes on. A release that was cut short stays so: resume or abort."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable unlock", "  immutable unlock --yes"})
final class UnlockCommand implements Callable<Integer> {
  @Mixin final PipelineOptions pipeline = new PipelineOptions();
  @Mixin final OutputOption output = new OutputOption();
  @Mixin final YesOption confirmed = new YesOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Session session = Session.look(pipeline)) {
      String name = session.site().pipeline().name();
      Optional<LeaseState> held = session.site().ledger().held(name);
      if (held.isEmpty()) {
        throw new ReleaseFailure.BadRequest(
            "nobody holds pipeline " + name + ", so there is nothing to unlock",
            "immutable status --pipeline " + name + "   shows whether a release was cut short");
      }
      String holder = held.get().holder().who();
      String silence = Words.duration(held.get().silence());
      if (!confirmed.yes) {
        Confirm.unlock(spec, name, holder + "; last sign of life " + silence + " ago");
      }
      if (!session.site().ledger().unlock(name, held.get().token())) {
        throw new ReleaseFailure.BadRequest(
            holder + " has ended meanwhile; nothing was unlocked", "immutable status");
      }
      spec.commandLine()
          .getOut()
          .println(
              output.json()
                  ? Shown.json(Map.of("pipeline", name, "unlocked", holder))
                  : "pipeline " + name + " is unlocked; it was held by " + holder);
      return 0;
    }
  }
}
