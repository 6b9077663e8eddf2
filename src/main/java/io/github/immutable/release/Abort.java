package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.traffic.TrafficException;
import java.util.List;
import java.util.Optional;

/** {@code abort}: puts back what a release left whose process died, or that kept its servers. */
public final class Abort {
  private final Site site;

  public Abort(Site site) {
    this.site = site;
  }

  /** Aborts the release that holds the pipeline; does nothing where none does. */
  public Outcome run() throws ReleaseFailure, LedgerException, InterruptedException {
    Optional<ReleaseRecord> holder = site.ledger().holder(site.pipeline().name());
    try {
      if (holder.isPresent()) {
        site.traffic().ready();
        return new PutBack(site).abort(holder.get());
      }
    } catch (TrafficException e) {
      throw new ReleaseFailure.BalancerUnusable(e);
    }
    return new Outcome(
        Outcome.DONE,
        "nothing to abort: no release of " + site.pipeline().name() + " is unfinished",
        Optional.empty(),
        Optional.empty(),
        "",
        List.of());
  }
}
