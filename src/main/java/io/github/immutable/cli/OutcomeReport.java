package io.github.immutable.cli;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Site;
import io.github.immutable.release.Words;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Shows how a command ended: the result on standard output, a failure's story on standard error.
 */
final class OutcomeReport {
  private final Site site;
  private final PrintWriter out;
  private final PrintWriter err;

  OutcomeReport(Site site, PrintWriter out, PrintWriter err) {
    this.site = site;
    this.out = out;
    this.err = err;
  }

  /** Shows it and returns its exit code. */
  int show(Outcome outcome, boolean json) {
    if (json) {
      out.println(Shown.json(ResultDocument.of(outcome)));
    }
    if (outcome.exitCode() == Outcome.DONE) {
      if (!json) {
        out.println(outcome.headline() + facts(outcome));
      }
    } else {
      story(outcome);
    }
    return outcome.exitCode();
  }

  private static String facts(Outcome outcome) {
    if (outcome.release().isEmpty()) {
      return "";
    }
    ReleaseRecord release = outcome.release().get();
    StringBuilder facts = new StringBuilder(": " + release.kind().label() + " " + release.id());
    if (release.state() == ReleaseRecord.State.COMPLETED && release.slot() != null) {
      facts.append(", slot ").append(release.slot());
      facts.append(", ").append(Words.count(release.servers().size(), "server"));
    }
    if (release.image() != null && release.kind() != ReleaseRecord.Kind.BUILD) {
      facts.append(", image ").append(release.image().id());
    }
    if (release.endedAt() != null) {
      Duration took = Duration.between(release.startedAt(), release.endedAt());
      facts.append(", ").append(Words.duration(took));
    }
    return facts.toString();
  }

  private void story(Outcome outcome) {
    err.println("immutable: " + outcome.headline());
    outcome.failure().ifPresent(its -> its.lines().forEach(line -> err.println("  " + line)));
    if (!outcome.live().isEmpty()) {
      boolean probed = outcome.exitCode() != Outcome.INTERRUPTED;
      err.println("Live:  " + outcome.live() + (probed ? ", probed just now" : ""));
    }
    outcome.left().forEach(line -> err.println("Left:  " + line));
    log(outcome).ifPresent(path -> err.println("Log:   " + Paths.shown(path)));
    err.println("Next:  " + next(outcome));
  }

  private Optional<Path> log(Outcome outcome) {
    return outcome
        .failure()
        .map(ReleaseFailure::log)
        .or(() -> outcome.release().map(release -> site.folder(release.id())));
  }

  private static String next(Outcome outcome) {
    return switch (outcome.exitCode()) {
      case Outcome.PUT_BACK_UNCLEAN -> "immutable abort   removes what is left";
      case Outcome.INTERRUPTED -> "immutable abort   finishes putting it back";
      default -> outcome.failure().map(ReleaseFailure::remedy).orElse("immutable status");
    };
  }
}
