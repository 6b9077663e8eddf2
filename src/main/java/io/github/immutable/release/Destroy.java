package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Slot;
import io.github.immutable.traffic.TrafficException;
import java.util.List;
import java.util.Optional;

/** {@code destroy}: takes a whole pipeline down. The one act that ends what is live. */
public final class Destroy {
  private final Site site;

  public Destroy(Site site) {
    this.site = site;
  }

  /** Destroys the servers of both slots. Repeatable. */
  public Outcome run() throws ReleaseFailure, LedgerException {
    String pipeline = site.pipeline().name();
    site.progress().begin("destroy", "pipeline " + pipeline);
    try {
      return takeDown(pipeline);
    } catch (InterruptedException e) {
      return new Outcome(
          Outcome.INTERRUPTED,
          "destroy was interrupted",
          Optional.empty(),
          Optional.of(new ReleaseFailure.Interrupted("destroy")),
          Outcome.NOT_PROBED + ": it was being taken down",
          List.of("servers of pipeline " + pipeline + " may still stand"));
    }
  }

  private Outcome takeDown(String pipeline)
      throws ReleaseFailure, LedgerException, InterruptedException {
    int servers = 0;
    try {
      boolean stands = false;
      for (Slot slot : Slot.values()) {
        stands |= site.ledger().slot(pipeline, slot).state() != SlotRecord.State.EMPTY;
      }
      if (stands) {
        site.traffic().ready();
        site.traffic().switchOff();
      }
      for (Slot slot : Slot.values()) {
        SlotRecord record = site.ledger().slot(pipeline, slot);
        servers += record.servers().size();
        site.progress().busy("slot " + slot);
        // from here on nothing is live any more, and the guards of a slot's end may let it go
        site.ledger().put(record.as(SlotRecord.State.RETIRING));
        new Retirement(site).destroy(site.ledger().slot(pipeline, slot));
        site.ledger().put(SlotRecord.empty(pipeline, slot));
      }
      site.traffic().stop();
    } catch (TrafficException e) {
      throw new ReleaseFailure.BalancerUnusable(e);
    }
    closeUnfinished(pipeline);
    site.progress().done(Words.count(servers, "server") + " destroyed");
    return new Outcome(
        Outcome.DONE,
        "pipeline " + pipeline + " is down: " + Words.count(servers, "server") + " destroyed",
        Optional.empty(),
        Optional.empty(),
        "",
        List.of());
  }

  private void closeUnfinished(String pipeline) throws LedgerException {
    Optional<ReleaseRecord> holder = site.ledger().holder(pipeline);
    if (holder.isPresent()) {
      site.ledger()
          .put(
              holder
                  .get()
                  .ended(
                      ReleaseRecord.State.FAILED,
                      Outcome.PUT_BACK,
                      "ended by destroy",
                      site.time().now()));
    }
  }
}
