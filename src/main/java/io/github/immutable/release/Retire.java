package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Slot;
import java.time.Duration;
import java.time.Instant;

/** Drains the replaced servers, then destroys them or leaves them as standby. */
final class Retire {
  private final Site site;

  Retire(Site site) {
    this.site = site;
  }

  Stage run(Stage.Soaked soaked) throws ReleaseFailure, LedgerException, InterruptedException {
    ReleaseRecord release = soaked.release();
    Slot replaced = release.replaced();
    if (replaced == null) {
      return new Stage.Completed(release, false);
    }
    site.progress().begin(Journal.RETIRE, "slot " + replaced);
    Retirement retirement = new Retirement(site);
    SlotRecord slot = site.ledger().slot(site.pipeline().name(), replaced);
    Duration standby = site.pipeline().retire().standby();
    switch (slot.state()) {
      case EMPTY -> site.progress().done("slot " + replaced + " is destroyed already");
      case RETIRING -> destroy(retirement, slot);
      case CANDIDATE, ACTIVE, STANDBY -> {
        retirement.drain(replaced);
        if (standby.isZero()) {
          destroy(retirement, slot);
        } else {
          Instant until = site.time().now().plus(standby);
          site.ledger().put(slot.standby(until));
          site.progress()
              .done("slot " + replaced + " drained; stands by for " + Words.duration(standby));
        }
      }
    }
    return new Stage.Completed(release, false);
  }

  private void destroy(Retirement retirement, SlotRecord slot)
      throws ReleaseFailure, LedgerException, InterruptedException {
    retirement.destroy(slot);
    site.progress().done("slot " + slot.slot() + " drained and destroyed");
  }
}
