package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import java.util.List;
import java.util.Optional;

/** How a command ends that somebody asked to stop after it had changed something. */
final class Interruption {
  private Interruption() {}

  /**
   * Says what is live, unless somebody asks to stop again.
   *
   * @param headline what was interrupted
   * @param release that is open still, if any
   * @param stage in which it stopped
   * @param left what holds or stands now
   */
  static Outcome of(
      Site site, String headline, Optional<ReleaseRecord> release, String stage, List<String> left)
      throws LedgerException {
    String live = Outcome.NOT_PROBED + ": asked to stop again";
    Optional<ReleaseFailure> failure = Optional.of(new ReleaseFailure.Interrupted(stage));
    int exitCode = Outcome.INTERRUPTED;
    try {
      Production.Live found = new Production(site).probe();
      live = found.sentence();
      if (found.problem().isPresent()) {
        Production.Live.Problem problem = found.problem().get();
        exitCode = Outcome.OPERATOR_NEEDED;
        failure =
            Optional.of(
                new ReleaseFailure.ProductionUnwell(problem.what(), problem.next(), failure));
      }
    } catch (InterruptedException e) {
      // said as it is: not probed
    }
    return new Outcome(exitCode, headline, release, failure, live, left);
  }
}
