package io.github.immutable.release;

import io.github.immutable.image.Commit;
import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.servers.TerraformState;
import io.github.immutable.servers.Workspace;
import io.github.immutable.tool.ToolException;
import io.github.immutable.traffic.TrafficException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What every change of a pipeline begins with: is the world as the ledger says? */
final class Opening {
  private final Site site;

  Opening(Site site) {
    this.site = site;
  }

  /** Refuses while an earlier release holds the pipeline. */
  void refuseUnfinished() throws ReleaseFailure, LedgerException, InterruptedException {
    Optional<ReleaseRecord> holder = site.ledger().holder(site.pipeline().name());
    if (holder.isPresent()) {
      ReleaseRecord its = holder.get();
      String how =
          its.state() == ReleaseRecord.State.OPEN
              ? "was interrupted in " + new Journal(site).last(its.id())
              : "has left something to clean up";
      String live = new Production(site).probe().sentence();
      throw new ReleaseFailure.Unfinished(its.id(), its.version(), its.pipeline(), how, live);
    }
  }

  /**
   * A clock that was set back does no harm, since releases are numbered and deadlines do not go by
   * it; but whoever reads the record should know.
   */
  void noteClock() throws LedgerException {
    Instant now = site.time().now();
    Optional<ReleaseRecord> ahead = fromTheFuture(site.ledger(), site.pipeline().name(), now);
    if (ahead.isPresent()) {
      site.progress()
          .note(
              "this clock says "
                  + now.truncatedTo(ChronoUnit.SECONDS)
                  + ", and release "
                  + ahead.get().id()
                  + " started at "
                  + ahead.get().startedAt().truncatedTo(ChronoUnit.SECONDS)
                  + ": one of them is wrong");
    }
  }

  /** A release that started later than now, by whichever clock is wrong. */
  static Optional<ReleaseRecord> fromTheFuture(Ledger ledger, String pipeline, Instant now)
      throws LedgerException {
    return ledger.releases(pipeline).stream()
        .filter(its -> its.startedAt().isAfter(now))
        .reduce((first, last) -> last);
  }

  /**
   * Makes sure that the balancer runs and that it, the ledger and what exists agree. The balancer
   * comes last: where the rest refuses, none is started for nobody.
   */
  void refuseDrift() throws ReleaseFailure, LedgerException, InterruptedException {
    refuseForgotten();
    try {
      site.traffic().ready().ifPresent(site.progress()::note);
      refuseDisagreement(site.traffic().active());
    } catch (TrafficException e) {
      throw new ReleaseFailure.BalancerUnusable(e);
    }
  }

  /** The same for a command that starts nothing, not even a balancer of ours. */
  void lookForDrift() throws ReleaseFailure, LedgerException, InterruptedException {
    refuseForgotten();
    refuseOtherTraffic();
  }

  /**
   * Refuses traffic that goes elsewhere than the ledger says, whatever else exists, and starts no
   * balancer.
   */
  void refuseOtherTraffic() throws ReleaseFailure, LedgerException, InterruptedException {
    try {
      refuseDisagreement(site.traffic().look().carries());
    } catch (TrafficException e) {
      throw new ReleaseFailure.BalancerUnusable(e);
    }
  }

  private void refuseForgotten() throws ReleaseFailure, LedgerException, InterruptedException {
    if (site.ledger().active(site.pipeline().name()).isEmpty()) {
      refuseForgottenStates();
      refuseForgottenServers();
    }
  }

  /** Refuses traffic that goes elsewhere than the ledger says. */
  void refuseDisagreement(Optional<Slot> carries) throws ReleaseFailure, LedgerException {
    Optional<Slot> known = site.ledger().active(site.pipeline().name()).map(SlotRecord::slot);
    if (!carries.equals(known)) {
      throw new ReleaseFailure.Drift(
          "the balancer gives the traffic to "
              + carries.map(Slot::label).orElse("nobody")
              + ", and the ledger knows of "
              + known.map(Slot::label).orElse("nobody"),
          "find out who switched it; immutable status   shows both");
    }
  }

  /** A first release is proved, not assumed: no state holds anything, whatever the ledger says. */
  void refuseForgottenStates() throws ReleaseFailure, LedgerException {
    if (site.pipeline().rootWords().shared()) {
      return; // it holds what the slots share too, and servers are looked for by the inventory
    }
    String pipeline = site.pipeline().name();
    for (Slot slot : Slot.values()) {
      Workspace workspace = site.workspace(slot);
      boolean forgotten =
          site.ledger().slot(pipeline, slot).state() == SlotRecord.State.EMPTY
              && Files.exists(workspace.state())
              && TerraformState.holdsResources(workspace.state());
      if (forgotten) {
        throw new ReleaseFailure.Forgotten(
            "nothing is live, says the ledger, and yet Terraform's state of slot "
                + slot
                + " holds resources: "
                + workspace.state(),
            "restore .immutable/ledger.db, or destroy what stands by hand");
      }
    }
  }

  /** Nor does any server stand. */
  void refuseForgottenServers() throws ReleaseFailure, InterruptedException {
    String project = site.pipeline().application();
    String pipeline = site.pipeline().name();
    Optional<Inventory> inventory = site.inventory();
    if (inventory.isEmpty()) {
      return;
    }
    try {
      List<Inventory.Found> found = inventory.get().servers(project, pipeline, Optional.empty());
      if (!found.isEmpty()) {
        throw new ReleaseFailure.Forgotten(
            "nothing is live, says the ledger, and yet "
                + Words.count(found.size(), "server")
                + " of "
                + project
                + " in "
                + pipeline
                + " stand: "
                + String.join(", ", found.stream().map(Inventory.Found::name).toList()),
            "restore .immutable/ledger.db, or remove them by hand if nobody needs them");
      }
    } catch (ServersException | ToolException e) {
      throw new ReleaseFailure.InventoryFailed(e);
    }
  }

  /** The id that the next release will have. */
  String nextId() throws LedgerException {
    return id(nextNumber());
  }

  private int nextNumber() throws LedgerException {
    List<ReleaseRecord> all = site.ledger().releases(site.pipeline().name());
    return all.isEmpty() ? 1 : all.getLast().number() + 1;
  }

  private String id(int number) {
    return site.pipeline().name() + "-" + number;
  }

  /** Records the start of a release. */
  ReleaseRecord open(
      ReleaseRecord.Kind kind,
      Commit commit,
      List<String> dirty,
      @Nullable ReleaseRecord target,
      List<String> options,
      UnaryOperator<ReleaseRecord> known)
      throws LedgerException {
    int number = nextNumber();
    ReleaseRecord opened =
        known.apply(
            new ReleaseRecord(
                id(number),
                site.pipeline().name(),
                number,
                kind,
                commit.version(),
                commit.id(),
                commit.subject(),
                dirty,
                target == null ? null : target.id(),
                Operator.name(),
                site.time().now(),
                null,
                target == null ? null : target.image(),
                null,
                null,
                target == null ? Map.of() : target.inputs(),
                List.of(),
                null,
                ReleaseRecord.State.OPEN,
                null,
                null,
                false,
                options));
    site.ledger().put(opened);
    return opened;
  }
}
