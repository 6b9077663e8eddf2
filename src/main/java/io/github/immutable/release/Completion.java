package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import java.util.List;
import java.util.Optional;

/** The good end of a release: recorded, and probed once more. */
final class Completion {
  private final Site site;

  Completion(Site site) {
    this.site = site;
  }

  Outcome of(Stage.Completed completed) throws LedgerException {
    ReleaseRecord release = completed.release();
    ReleaseRecord.State state =
        completed.unchanged() ? ReleaseRecord.State.UNCHANGED : ReleaseRecord.State.COMPLETED;
    if (!completed.unchanged()) {
      markRolledBack(release);
    }
    Scratch.delete(site, release.id());
    Production.Live live = probe();
    int exitCode = live.safe() ? Outcome.DONE : Outcome.OPERATOR_NEEDED;
    String headline = release.version() + (completed.unchanged() ? " is already live" : " is live");
    ReleaseRecord ended = release.ended(state, exitCode, headline, site.time().now());
    site.ledger().put(ended);
    return new Outcome(
        exitCode,
        headline,
        Optional.of(ended),
        live.problem().map(its -> new ReleaseFailure.ProductionUnwell(its.what(), its.next())),
        live.sentence(),
        List.of());
  }

  /** A Ctrl-C that comes when all is done must not make it look undone: it is asked once more. */
  private Production.Live probe() throws LedgerException {
    try {
      return new Production(site).probe();
    } catch (InterruptedException first) {
      try {
        return new Production(site).probe();
      } catch (InterruptedException second) {
        return Production.notProbed();
      }
    }
  }

  /** What a rollback replaced is not rolled back to, so that rollback typed twice goes further. */
  void markRolledBack(ReleaseRecord rollback) throws LedgerException {
    if (rollback.kind() != ReleaseRecord.Kind.ROLLBACK) {
      return;
    }
    List<ReleaseRecord> releases = site.ledger().releases(rollback.pipeline());
    Optional<ReleaseRecord> replaced = RollbackTarget.liveBefore(releases, rollback.number());
    while (replaced.isPresent()) {
      site.ledger().put(replaced.get().markedRolledBack());
      String origin = replaced.get().target();
      replaced = origin == null ? Optional.empty() : site.ledger().release(origin);
    }
  }
}
