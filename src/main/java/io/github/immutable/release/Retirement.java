package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.servers.TerraformRoot;
import io.github.immutable.tool.Time;
import io.github.immutable.tool.ToolException;
import io.github.immutable.traffic.TrafficException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes a slot that has no traffic out of the world, exactly as the ledger recorded it. */
final class Retirement {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Site site;

  Retirement(Site site) {
    this.site = site;
  }

  /** Waits until nobody is served by the slot any more, or the pipeline's drain time is up. */
  void drain(Slot slot) throws ReleaseFailure, InterruptedException {
    Time.Deadline deadline = site.time().deadline(site.pipeline().retire().drain());
    try {
      OptionalInt sessions = site.traffic().sessions(slot);
      if (sessions.isEmpty()) {
        waitBlindly(slot, deadline);
        return;
      }
      while (sessions.orElse(0) > 0 && !deadline.passed()) {
        site.progress()
            .busy("draining slot " + slot + ", " + Words.count(sessions.getAsInt(), "session"));
        site.time().sleep(LOOK);
        sessions = site.traffic().sessions(slot);
      }
      if (sessions.orElse(0) > 0) {
        site.progress()
            .note(
                Words.count(sessions.getAsInt(), "session")
                    + " still open in slot "
                    + slot
                    + " after the drain time of "
                    + Words.duration(site.pipeline().retire().drain()));
      }
    } catch (TrafficException e) {
      throw new ReleaseFailure.RetireFailed(e);
    }
  }

  /** Whatever the balancer still has under way ends within the drain time, or is cut off. */
  private void waitBlindly(Slot slot, Time.Deadline deadline) throws InterruptedException {
    String drain = Words.duration(site.pipeline().retire().drain());
    site.progress().busy("draining slot " + slot + ", for " + drain);
    while (!deadline.passed()) {
      site.time().sleep(deadline.left().compareTo(LOOK) < 0 ? deadline.left() : LOOK);
    }
  }

  /** Empties the slot for a launch: a standby that is due, or whose place is needed now. */
  void makeRoom(Slot slot) throws ReleaseFailure, LedgerException, InterruptedException {
    SlotRecord record = site.ledger().slot(site.pipeline().name(), slot);
    if (record.state() == SlotRecord.State.EMPTY) {
      return;
    }
    site.progress().begin(Journal.RETIRE, "standby in slot " + slot);
    drain(slot);
    destroy(record);
    site.progress().done("standby in slot " + slot + " destroyed");
  }

  /**
   * Destroys what the record says stands in the slot, with the root and inputs that made it.
   * Repeatable.
   *
   * @throws ReleaseFailure when the slot has the traffic, or something could not be removed
   */
  void destroy(SlotRecord slot) throws ReleaseFailure, LedgerException, InterruptedException {
    String launchedBy = slot.launchedBy();
    if (slot.state() == SlotRecord.State.EMPTY || launchedBy == null) {
      return;
    }
    try {
      refuseWithTraffic(slot);
      site.ledger().put(slot.as(SlotRecord.State.RETIRING));
      site.traffic().unregister(slot.slot());
      ReleaseRecord maker = site.recorded(launchedBy);
      RootInputs inputs = new RootInputs(site);
      TerraformRoot root = new KeptRoots(site).of(inputs.owner(maker));
      site.servers(launchedBy, slot.slot(), root, Journal.RETIRE)
          .destroy(inputs.destroy(maker, slot.slot()), site.guard(slot.slot(), activeServers()));
      removeLeftovers(launchedBy, slot.slot());
    } catch (TrafficException | ServersException | ToolException e) {
      throw new ReleaseFailure.RetireFailed(e);
    }
    site.ledger().put(SlotRecord.empty(slot.pipeline(), slot.slot()));
  }

  private void refuseWithTraffic(SlotRecord slot)
      throws ReleaseFailure, TrafficException, LedgerException, InterruptedException {
    boolean inLedger =
        site.ledger().slot(slot.pipeline(), slot.slot()).state() == SlotRecord.State.ACTIVE;
    if (inLedger || site.traffic().active().equals(Optional.of(slot.slot()))) {
      throw new ReleaseFailure.Drift(
          "slot " + slot.slot() + " has the traffic and was about to be destroyed; refused",
          "immutable status   shows what the balancer and the ledger say");
    }
  }

  private List<Server> activeServers() throws LedgerException {
    return site.ledger().active(site.pipeline().name()).map(SlotRecord::servers).orElse(List.of());
  }

  /**
   * Servers that no state knew, found by their labels: they are the slot's, and it is empty now.
   */
  private void removeLeftovers(String release, Slot slot)
      throws ServersException, ToolException, InterruptedException {
    Optional<Inventory> inventory = site.inventory(release, Journal.RETIRE);
    if (inventory.isEmpty()) {
      return;
    }
    String project = site.pipeline().application();
    String pipeline = site.pipeline().name();
    for (Inventory.Found found : inventory.get().servers(project, pipeline, Optional.of(slot))) {
      if (!slot.label().equals(found.labels().get("slot"))) {
        throw new ServersException(
            "the inventory was asked for slot " + slot + " and named " + found.name(),
            "correct the inventory: it must keep to the labels it is given",
            null,
            List.of());
      }
      site.progress().note("removed " + found.name() + ", which no Terraform state knew");
      inventory.get().remove(found.id());
    }
    List<String> left = new ArrayList<>();
    inventory
        .get()
        .servers(project, pipeline, Optional.of(slot))
        .forEach(found -> left.add(found.name()));
    if (!left.isEmpty()) {
      throw new ServersException(
          "servers of slot " + slot + " are still there: " + String.join(", ", left),
          "immutable retire   tries again",
          null,
          List.of());
    }
  }
}
