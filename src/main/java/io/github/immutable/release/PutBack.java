package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.ledger.StageRecord;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.Act;
import io.github.immutable.tool.ToolException;
import io.github.immutable.traffic.FrontDoor;
import io.github.immutable.traffic.TrafficException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way back from any stage, by what the ledger recorded and not by what anybody remembers: the
 * traffic first, confirmed, then the candidate. The same for a release that just failed and for one
 * whose process died.
 */
final class PutBack {
  private final Site site;
  private final Journal journal;

  PutBack(Site site) {
    this.site = site;
    this.journal = new Journal(site);
  }

  /** After a failure of a running release. */
  Outcome after(ReleaseFailure failure, String id, boolean keepFailed) throws LedgerException {
    ReleaseRecord release = site.recorded(id);
    Verdict verdict = new Verdict(site, release, Optional.of(failure), journal.last(id));
    if (journal.finished(id, Journal.SOAK)) {
      return finishForward(release, verdict);
    }
    return goBack(release, verdict, keepFailed);
  }

  /** After the process of the release died, or left something. */
  Outcome abort(ReleaseRecord release) throws LedgerException {
    Verdict verdict = new Verdict(site, release, Optional.empty(), journal.last(release.id()));
    if (journal.finished(release.id(), Journal.SOAK)) {
      return finishForward(release, verdict);
    }
    return goBack(release, verdict, false);
  }

  private Outcome goBack(ReleaseRecord release, Verdict verdict, boolean keepFailed)
      throws LedgerException {
    StageRecord begun = journal.begin(release.id(), Journal.PUT_BACK);
    site.progress().begin(Journal.PUT_BACK, "what was live before");
    boolean given = false;
    try {
      giveBack(release);
      given = true;
      endBuild(release);
      Scratch.delete(site, release.id());
      List<Slot> gone = finishHalfRetired(release);
      List<String> left = cleanUp(release, keepFailed);
      journal.done(begun);
      site.progress().done(left.isEmpty() ? "nothing is left" : "servers kept");
      return verdict.putBack(left, gone);
    } catch (ReleaseFailure e) {
      journal.failed(begun, String.valueOf(e.getMessage()));
      return given ? verdict.unclean(e) : verdict.operatorNeeded(e);
    } catch (InterruptedException e) {
      journal.interrupted(begun);
      return Verdict.interrupted(site, release.id(), Journal.PUT_BACK);
    }
  }

  /** Soak has passed: the new one is live and stays, and only the old one's removal is left. */
  private Outcome finishForward(ReleaseRecord release, Verdict verdict) throws LedgerException {
    Scratch.delete(site, release.id());
    Slot replaced = release.replaced();
    if (replaced == null) {
      return verdict.finishedForward(List.of());
    }
    SlotRecord slot = site.ledger().slot(site.pipeline().name(), replaced);
    boolean unretired = slot.state() == SlotRecord.State.STANDBY && slot.until() == null;
    if (unretired) {
      site.ledger().put(slot.standby(site.time().now()));
    }
    boolean left = unretired || slot.state() == SlotRecord.State.RETIRING;
    return verdict.finishedForward(
        left
            ? List.of("slot " + replaced + " still stands: immutable retire   removes it")
            : List.of());
  }

  private void giveBack(ReleaseRecord release)
      throws ReleaseFailure, LedgerException, InterruptedException {
    Slot slot = release.slot();
    if (slot == null || !journal.begun(release.id(), Journal.PROMOTE)) {
      return;
    }
    Slot replaced = release.replaced();
    String pipeline = site.pipeline().name();
    SlotRecord candidate = site.ledger().slot(pipeline, slot);
    Act act = Act.begin("giving the traffic back");
    try {
      site.traffic().ready();
      if (replaced == null) {
        site.traffic().switchOff();
        site.ledger().put(withoutTraffic(candidate));
        return;
      }
      SlotRecord before = site.ledger().slot(pipeline, replaced);
      String serving = before.release();
      if (serving == null) {
        throw new ReleaseFailure.Drift(
            "slot " + replaced + " had the traffic before, and is empty now",
            "immutable status   shows what stands");
      }
      site.progress().busy("traffic back to slot " + replaced);
      switchBack(replaced, site.recorded(serving));
      site.ledger()
          .put(before.serving(serving, SlotRecord.State.ACTIVE), withoutTraffic(candidate));
      site.progress().note("traffic back on slot " + replaced + ", confirmed at the front door");
    } catch (TrafficException e) {
      throw new ReleaseFailure.TrafficFailed(e);
    } finally {
      act.end();
    }
  }

  private void switchBack(Slot replaced, ReleaseRecord serving)
      throws ReleaseFailure, TrafficException, InterruptedException {
    try (FrontDoor frontDoor = site.frontDoor()) {
      site.traffic().switchTo(replaced);
      new Confirmation(site).confirm(frontDoor, serving, replaced);
    } catch (TrafficException e) {
      // the traffic goes back even where nobody can look whether it does
      site.traffic().switchTo(replaced);
      throw e;
    }
  }

  /** An earlier attempt may have got as far as destroying it, and then it stays so. */
  private static SlotRecord withoutTraffic(SlotRecord candidate) {
    return candidate.state() == SlotRecord.State.EMPTY
        ? candidate
        : candidate.as(SlotRecord.State.CANDIDATE);
  }

  private List<String> cleanUp(ReleaseRecord release, boolean keepFailed)
      throws ReleaseFailure, LedgerException, InterruptedException {
    Slot slot = release.slot();
    if (slot == null) {
      return List.of();
    }
    SlotRecord candidate = site.ledger().slot(site.pipeline().name(), slot);
    if (candidate.state() == SlotRecord.State.EMPTY) {
      return List.of();
    }
    if (!release.id().equals(candidate.launchedBy())) {
      standByAgain(release, candidate);
      return List.of();
    }
    if (keepFailed) {
      List<String> kept = new ArrayList<>();
      candidate
          .servers()
          .forEach(server -> kept.add(server.name() + " at " + server.endpoint() + " was kept"));
      return kept.isEmpty() ? List.of("slot " + slot + " was kept") : kept;
    }
    Retirement retirement = new Retirement(site);
    if (journal.begun(release.id(), Journal.PROMOTE)) {
      retirement.drain(slot);
    }
    site.progress().busy("destroying slot " + slot);
    retirement.destroy(candidate);
    return List.of();
  }

  /**
   * Slots whose destruction was begun, and cut short.
   *
   * @return those of releases before this one, which had to make room for it
   */
  private List<Slot> finishHalfRetired(ReleaseRecord release)
      throws ReleaseFailure, LedgerException, InterruptedException {
    List<Slot> gone = new ArrayList<>();
    for (Slot slot : Slot.values()) {
      SlotRecord record = site.ledger().slot(site.pipeline().name(), slot);
      if (record.state() == SlotRecord.State.RETIRING) {
        new Retirement(site).destroy(record);
        if (!release.id().equals(record.launchedBy())) {
          gone.add(slot);
          site.progress().note("old servers in slot " + slot + " destroyed: that had begun");
        }
      }
    }
    return gone;
  }

  /** A rollback that took over standing servers gives them back their place, and their time. */
  private void standByAgain(ReleaseRecord release, SlotRecord slot) throws LedgerException {
    String owner = release.target();
    if (slot.state() == SlotRecord.State.CANDIDATE && owner != null) {
      site.ledger()
          .put(
              slot.serving(owner, SlotRecord.State.STANDBY)
                  .standby(site.time().now().plus(site.pipeline().retire().standby())));
    }
  }

  private void endBuild(ReleaseRecord release) throws ReleaseFailure, InterruptedException {
    if (release.image() != null) {
      return;
    }
    try {
      new Leftovers(site).endBuild(release, "put-back");
    } catch (ServersException | ToolException e) {
      throw new ReleaseFailure.RetireFailed(e);
    }
  }
}
