package io.github.immutable.cli;

import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Site;
import io.github.immutable.release.Words;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    if (outcome.exitCode() != Outcome.DONE) {
      story(outcome).print(err);
    } else if (!json) {
      result(outcome);
    }
    return outcome.exitCode();
  }

  /** A headline that names its release already, as that of {@code abort}, is told what is live. */
  private void result(Outcome outcome) {
    boolean named =
        outcome.release().filter(its -> outcome.headline().contains(its.id())).isPresent();
    out.println(outcome.headline() + (named ? "" : facts(outcome)));
    if (named) {
      out.println("Live:  " + live(outcome));
    }
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

  private FailureText story(Outcome outcome) {
    return new FailureText(
        outcome.headline(),
        outcome.failure().map(ReleaseFailure::lines).orElse(List.of()),
        live(outcome),
        outcome.left(),
        log(outcome).orElse(null),
        next(outcome),
        topic(outcome));
  }

  private static String live(Outcome outcome) {
    boolean probed = !outcome.live().isEmpty() && !outcome.live().startsWith(Outcome.NOT_PROBED);
    return outcome.live() + (probed ? ", probed just now" : "");
  }

  private Optional<Path> log(Outcome outcome) {
    return outcome
        .failure()
        .map(ReleaseFailure::log)
        .or(() -> outcome.release().map(release -> site.folder(release.id())));
  }

  /** What to type: what is left behind comes before the reason that left it. */
  static String next(Outcome outcome) {
    return switch (outcome.exitCode()) {
      case Outcome.DONE_UNCLEAN ->
          outcome
              .failure()
              .filter(ReleaseFailure.SweepFailed.class::isInstance)
              .map(ReleaseFailure::remedy)
              .orElse("immutable retire   removes what is left");
      case Outcome.PUT_BACK_UNCLEAN -> "immutable abort   removes what is left";
      case Outcome.INTERRUPTED ->
          outcome.release().isPresent()
              ? "immutable resume   goes on with it; immutable abort   puts back what was live"
                  + " before it"
              : outcome.failure().map(ReleaseFailure::remedy).orElse("immutable status");
      default -> outcome.failure().map(ReleaseFailure::remedy).orElse("immutable status");
    };
  }

  /** The page that says more, also where it was not a failure that left something behind. */
  static String topic(Outcome outcome) {
    return switch (outcome.exitCode()) {
      case Outcome.INTERRUPTED -> "interrupted";
      case Outcome.DONE_UNCLEAN ->
          outcome
              .failure()
              .filter(ReleaseFailure.SweepFailed.class::isInstance)
              .map(ReleaseFailure::topic)
              .orElse("retire-failed");
      case Outcome.PUT_BACK_UNCLEAN ->
          outcome.failure().map(ReleaseFailure::topic).orElse("unfinished");
      default -> outcome.failure().map(ReleaseFailure::topic).orElse("production");
    };
  }
}
