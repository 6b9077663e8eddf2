package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.Act;
import io.github.immutable.traffic.FrontDoor;
import io.github.immutable.traffic.TrafficException;
import java.util.ArrayList;
import java.util.List;

/** Gives the candidate the traffic in one step, then confirms it at the front door. */
final class Promote {
  /** Connections that are open before the switch and must be served by the new slot after it. */
  static final int KEPT_CONNECTIONS = 4;

  private final Site site;

  Promote(Site site) {
    this.site = site;
  }

  Stage run(Stage.Verified verified) throws ReleaseFailure, LedgerException, InterruptedException {
    ReleaseRecord release = verified.release();
    Slot slot = slotOf(release);
    site.progress().begin(Journal.PROMOTE, "traffic to slot " + slot);
    new Platform(site).confirms(release, Journal.PROMOTE);
    neverFewer(release);
    try {
      site.traffic().ready();
    } catch (TrafficException e) {
      throw new ReleaseFailure.TrafficFailed(e);
    }
    Act act = Act.begin("the switch to slot " + slot);
    try (FrontDoor frontDoor = site.frontDoor()) {
      site.traffic().register(slot, release.servers());
      site.progress().busy("switching");
      site.traffic().switchTo(slot);
      site.progress().busy("confirming at the front door");
      new Confirmation(site).confirm(frontDoor, release, slot);
      record(release, slot);
    } catch (TrafficException e) {
      throw new ReleaseFailure.TrafficFailed(e);
    } finally {
      act.end();
    }
    site.progress().done("traffic on slot " + slot + ", confirmed at the front door");
    return new Stage.Promoted(release);
  }

  static Slot slotOf(ReleaseRecord release) {
    Slot slot = release.slot();
    if (slot == null) {
      throw new IllegalStateException("servers are promoted after they are launched");
    }
    return slot;
  }

  private void neverFewer(ReleaseRecord release) throws ReleaseFailure, LedgerException {
    int serving =
        site.ledger().active(site.pipeline().name()).map(its -> its.servers().size()).orElse(0);
    if (release.servers().size() < serving) {
      throw new ReleaseFailure.Unhealthy(
          "the candidate has "
              + release.servers().size()
              + " servers and the active slot "
              + serving,
          Verify.command(release),
          List.of(),
          site.folder(release.id()));
    }
  }

  private void record(ReleaseRecord release, Slot slot) throws LedgerException {
    List<SlotRecord> slots = new ArrayList<>();
    SlotRecord candidate = site.ledger().slot(site.pipeline().name(), slot);
    slots.add(candidate.serving(release.id(), SlotRecord.State.ACTIVE));
    if (release.replaced() != null) {
      // its time as standby begins when soak has passed
      slots.add(
          site.ledger()
              .slot(site.pipeline().name(), release.replaced())
              .as(SlotRecord.State.STANDBY));
    }
    site.ledger().put(slots.toArray(SlotRecord[]::new));
  }
}
