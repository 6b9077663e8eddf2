package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.StageRecord;

/**
 * The runbook: one stage after the other, each recorded before its first act and after its last. A
 * failure leads to {@link PutBack}; whoever is asked to stop stops, and {@link Resume} goes on.
 */
public final class Rollout {
  private final Site site;
  private final Journal journal;

  public Rollout(Site site) {
    this.site = site;
    this.journal = new Journal(site);
  }

  /**
   * Runs to the end, or puts back what was live before.
   *
   * @param keepFailed whether servers that failed are left standing for a look
   */
  public Outcome run(Stage from, boolean keepFailed) throws LedgerException {
    Stage stage = from;
    try {
      while (!(stage instanceof Stage.Completed)) {
        stage = recorded(stage);
      }
    } catch (ReleaseFailure failure) {
      return new PutBack(site).after(failure, stage.release().id(), keepFailed);
    } catch (InterruptedException e) {
      return Verdict.interrupted(site, stage.release().id(), name(stage));
    }
    return new Completion(site).of((Stage.Completed) stage);
  }

  private Stage recorded(Stage stage) throws ReleaseFailure, LedgerException, InterruptedException {
    StageRecord begun = journal.begin(stage.release().id(), name(stage));
    try {
      Stage next = next(stage);
      journal.done(begun);
      return next;
    } catch (ReleaseFailure e) {
      journal.failed(begun, String.valueOf(e.getMessage()));
      throw e;
    } catch (InterruptedException e) {
      journal.interrupted(begun);
      throw e;
    }
  }

  private Stage next(Stage stage) throws ReleaseFailure, LedgerException, InterruptedException {
    return switch (stage) {
      case Stage.Planned planned -> new Build(site).run(planned);
      case Stage.Built built -> new Launch(site).run(built);
      case Stage.Launched launched -> new Verify(site).run(launched);
      case Stage.Verified verified -> new Promote(site).run(verified);
      case Stage.Promoted promoted -> new Soak(site).run(promoted);
      case Stage.Soaked soaked -> new Retire(site).run(soaked);
      case Stage.Completed completed -> completed;
    };
  }

  /** What a release is doing once it has got so far. */
  private static String name(Stage stage) {
    return switch (stage) {
      case Stage.Planned planned -> Journal.BUILD;
      case Stage.Built built -> Journal.LAUNCH;
      case Stage.Launched launched -> Journal.VERIFY;
      case Stage.Verified verified -> Journal.PROMOTE;
      case Stage.Promoted promoted -> Journal.SOAK;
      case Stage.Soaked soaked -> Journal.RETIRE;
      case Stage.Completed completed -> "";
    };
  }
}
