package io.github.immutable.cli;

import io.github.immutable.ledger.Lease;
import io.github.immutable.ledger.LeaseHolder;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.release.Progress;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Site;
import io.github.immutable.tool.Time;
import java.time.Duration;

/** A command's turn at a pipeline: at once, or after whoever holds it. */
final class Turn {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Site site;

  Turn(Site site) {
    this.site = site;
  }

  /**
   * Takes the pipeline's lease.
   *
   * @param wait for whoever holds it; zero for not at all
   * @throws InterruptedException when somebody asked to stop waiting
   */
  Lease take(String verb, Duration wait)
      throws LedgerException, ReleaseFailure, InterruptedException {
    String pipeline = site.pipeline().name();
    LeaseHolder ours = LeaseHolder.here(verb, System.getenv(), site.time().now());
    Time.Deadline deadline = site.time().deadline(wait);
    Time.Deadline quiet = site.time().deadline(Duration.ZERO);
    String told = "";
    while (true) {
      try {
        return site.ledger().take(pipeline, ours, Lease.Terms.usual());
      } catch (Lease.HeldException e) {
        if (deadline.passed()) {
          throw new ReleaseFailure.Held(pipeline, e.holder());
        }
        if (quiet.passed() || !told.equals(e.holder())) {
          told = e.holder();
          tell(site.progress(), told, deadline.left());
          quiet = site.time().deadline(SILENCE);
        }
        Duration left = deadline.left();
        site.time().sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
      }
    }
  }

  private static void tell(Progress progress, String holder, Duration left) {
    progress.note(
        "waiting for " + holder + "; for " + Math.max(1, left.toSeconds()) + " s at most");
  }
}
