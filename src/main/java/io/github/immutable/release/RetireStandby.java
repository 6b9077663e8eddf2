package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Slot;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code retire}: destroys standby servers that are due. */
public final class RetireStandby {
  private final Site site;

  public RetireStandby(Site site) {
    this.site = site;
  }

  /**
   * Retires what is due.
   *
   * @param now whatever its time
   */
  public Outcome run(boolean now) throws ReleaseFailure, LedgerException, InterruptedException {
    Opening opening = new Opening(site);
    opening.refuseUnfinished();
    List<Slot> retired = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    for (Slot slot : Slot.values()) {
      SlotRecord record = site.ledger().slot(site.pipeline().name(), slot);
      if (due(record, now)) {
        if (retired.isEmpty()) {
          opening.refuseDrift();
        }
        try {
          new Retirement(site).makeRoom(slot);
        } catch (ReleaseFailure.RetireFailed e) {
          return unclean(slot, e);
        } catch (InterruptedException e) {
          return Interruption.of(
              site,
              "retire was interrupted",
              Optional.empty(),
              Journal.RETIRE,
              List.of("slot " + slot + " may still stand, in whole or in part"));
        }
        retired.add(slot);
      } else if (record.until() != null) {
        waiting.add(
            "slot " + slot + " stands by until " + record.until().truncatedTo(ChronoUnit.SECONDS));
      }
    }
    String headline =
        retired.isEmpty()
            ? "nothing is due" + (waiting.isEmpty() ? "" : "; " + String.join(", ", waiting))
            : "retired slot " + String.join(", ", retired.stream().map(Slot::label).toList());
    return new Outcome(Outcome.DONE, headline, Optional.empty(), Optional.empty(), "", List.of());
  }

  private Outcome unclean(Slot slot, ReleaseFailure failure)
      throws LedgerException, InterruptedException {
    site.progress().failed(String.valueOf(failure.getMessage()));
    Production.Live live = new Production(site).probe();
    return new Outcome(
        live.safe() ? Outcome.DONE_UNCLEAN : Outcome.OPERATOR_NEEDED,
        "slot " + slot + " could not be retired: " + failure.getMessage(),
        Optional.empty(),
        Optional.of(failure),
        live.sentence(),
        List.of("slot " + slot + " still stands: immutable retire   tries again"));
  }

  private boolean due(SlotRecord record, boolean now) {
    return switch (record.state()) {
      case RETIRING -> true;
      case STANDBY -> now || record.until() == null || !record.until().isAfter(site.time().now());
      case EMPTY, CANDIDATE, ACTIVE -> false;
    };
  }
}
