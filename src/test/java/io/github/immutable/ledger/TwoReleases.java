package io.github.immutable.ledger;

import io.github.immutable.servers.Slot;
import java.util.List;
import java.util.Map;

/**
 * A ledger as two releases leave it: the second went from green to blue, so that every kind of
 * record was written, and most of them more than once.
 */
final class TwoReleases {
  /** The root that made the servers. */
  private static final RootRecord ROOT = new RootRecord("d".repeat(64), List.of());

  /** What is done after each write. */
  interface Written {
    void now(Ledger ledger) throws LedgerException;
  }

  private TwoReleases() {}

  static void write(Ledger ledger, Written written) throws LedgerException {
    written.now(ledger);
    for (int number = 1; number <= 2; number++) {
      Slot slot = number == 1 ? Slot.GREEN : Slot.BLUE;
      ReleaseRecord release = Samples.started("local", number);
      ledger.put(release);
      written.now(ledger);
      ledger.put(Samples.IMAGE);
      written.now(ledger);
      ledger.put(ROOT);
      written.now(ledger);
      StageRecord stage =
          new StageRecord(release.id(), 1, "launch", Samples.EARLIER, null, null, "");
      ledger.put(stage);
      written.now(ledger);
      ledger.put(
          new ToolRecord(
              release.id(), "terraform", List.of("apply"), Samples.EARLIER, "a.out", 5, 0));
      written.now(ledger);
      SlotRecord candidate = SlotRecord.candidate("local", slot, release.id());
      ledger.put(candidate);
      written.now(ledger);
      ledger.put(stage.ended("done", "made", Samples.LATER));
      written.now(ledger);
      SlotRecord other = ledger.slot("local", slot.other());
      ledger.put(
          candidate.with(Samples.SERVERS).as(SlotRecord.State.ACTIVE),
          other.as(number == 1 ? SlotRecord.State.EMPTY : SlotRecord.State.STANDBY));
      written.now(ledger);
      ledger.put(
          release
              .withLaunch(slot, ROOT.digest(), Map.of(), null)
              .ended(ReleaseRecord.State.COMPLETED, 0, "live", Samples.LATER));
      written.now(ledger);
    }
  }

  /** All that can be asked of it. */
  static String text(Ledger ledger) throws LedgerException {
    return ledger.releases("local")
        + "\n"
        + ledger.slot("local", Slot.BLUE)
        + ledger.slot("local", Slot.GREEN)
        + ledger.active("local")
        + "\n"
        + ledger.stages("local-1")
        + ledger.stages("local-2")
        + ledger.images()
        + ledger.tools("local-1")
        + ledger.tools("local-2")
        + ledger.root(ROOT.digest());
  }
}
