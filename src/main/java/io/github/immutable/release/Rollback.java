package io.github.immutable.release;

import io.github.immutable.image.Commit;
import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.ServersException;
import io.github.immutable.tool.ToolException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code rollback [VERSION]}: what was live before is live again. While its servers still stand
 * that is one switch; otherwise they are launched from the recorded artifact, root and inputs.
 */
public final class Rollback {
  private static final String CURRENT_INFRASTRUCTURE = "--current-infrastructure";

  private final Site site;
  private final Opening opening;

  public Rollback(Site site) {
    this.site = site;
    this.opening = new Opening(site);
  }

  /**
   * Rolls back.
   *
   * @param name version, commit or release id; empty means the release before the live one
   * @param keepFailed leaves servers that failed standing
   * @param currentInfrastructure takes today's Terraform root and variables instead of the recorded
   */
  public Outcome run(Optional<String> name, boolean keepFailed, boolean currentInfrastructure)
      throws ReleaseFailure, LedgerException, InterruptedException {
    opening.refuseUnfinished();
    opening.noteClock();
    String pipeline = site.pipeline().name();
    SlotRecord active =
        site.ledger()
            .active(pipeline)
            .orElseThrow(
                () ->
                    new ReleaseFailure.BadRequest(
                        "nothing is live in " + pipeline + ", so there is nothing to roll back",
                        "immutable release VERSION"));
    ReleaseRecord live = site.recorded(String.valueOf(active.release()));
    site.prerequisites().machine(site, false);
    opening.refuseDrift();
    ReleaseRecord target = target(name, live);
    SlotRecord other = site.ledger().slot(pipeline, active.slot().other());
    if (!currentInfrastructure && standsBy(other, target, active.servers().size())) {
      return overToStandby(target, other, active, keepFailed);
    }
    refuseMissingImage(target);
    return cold(target, keepFailed, currentInfrastructure);
  }

  private ReleaseRecord target(Optional<String> name, ReleaseRecord live)
      throws ReleaseFailure, LedgerException {
    List<ReleaseRecord> all = site.ledger().releases(site.pipeline().name());
    if (name.isEmpty()) {
      return RollbackTarget.before(all, live)
          .orElseThrow(
              () ->
                  new ReleaseFailure.BadRequest(
                      "there is no completed release before " + live.version() + " to go back to",
                      "immutable history   shows what there was; name one: rollback VERSION"));
    }
    if (name.get().isBlank()) {
      throw new ReleaseFailure.BadRequest(
          "no version was given",
          "immutable rollback   goes back by one release; immutable history   shows all");
    }
    Optional<ReleaseRecord> named = RollbackTarget.named(all, live, name.get());
    if (named.isEmpty() && (name.get().equals(live.version()) || name.get().equals(live.id()))) {
      throw new ReleaseFailure.BadRequest(
          name.get() + " is what is live",
          "immutable release " + live.version() + " --again   replaces its servers");
    }
    return named.orElseThrow(
        () ->
            new ReleaseFailure.BadRequest(
                "no completed release of " + name.get() + " in " + site.pipeline().name(),
                "immutable history   shows what there was"));
  }

  /**
   * Whether the slot can take over as it stands: enough servers of the target, all of them well.
   */
  private boolean standsBy(SlotRecord slot, ReleaseRecord target, int serving)
      throws LedgerException, InterruptedException {
    if (slot.state() != SlotRecord.State.STANDBY
        || slot.release() == null
        || slot.servers().size() < serving
        || !RollbackTarget.sameThing(site.recorded(slot.release()), target)) {
      return false;
    }
    boolean well =
        new Production(site).checks(slot, target).values().stream().allMatch(CheckResult::passed);
    if (!well) {
      site.progress().note("slot " + slot.slot() + " stands by and is not healthy: made anew");
    }
    return well;
  }

  /** No Packer and no Terraform: the servers are verified again and given the traffic. */
  private Outcome overToStandby(
      ReleaseRecord target, SlotRecord standby, SlotRecord active, boolean keepFailed)
      throws LedgerException {
    site.progress().note("slot " + standby.slot() + " still stands with " + target.version());
    ReleaseRecord release =
        open(
            target,
            options(keepFailed, false),
            its ->
                its.withLaunch(
                        standby.slot(),
                        String.valueOf(target.rootDigest()),
                        target.inputs(),
                        active.slot())
                    .withServers(standby.servers()));
    return new Rollout(site).run(new Stage.Launched(release), keepFailed);
  }

  private Outcome cold(ReleaseRecord target, boolean keepFailed, boolean currentInfrastructure)
      throws ReleaseFailure, LedgerException {
    Map<String, Object> today = site.pipeline().servers().variables();
    // a root that cannot be had is known before anything is recorded
    Path root = root(site, target, currentInfrastructure);
    ReleaseRecord release =
        open(
            target,
            options(keepFailed, currentInfrastructure),
            its -> currentInfrastructure ? its.withInputs(today) : its);
    return new Rollout(site).run(new Stage.Built(release, root, true), keepFailed);
  }

  /** Where a rollback to servers that no longer stand begins: its image is known. */
  static Stage.Built built(Site site, ReleaseRecord rollback)
      throws ReleaseFailure, LedgerException {
    ReleaseRecord target = site.recorded(String.valueOf(rollback.target()));
    Path root = root(site, target, rollback.asked(CURRENT_INFRASTRUCTURE));
    return new Stage.Built(rollback, root, true);
  }

  private static Path root(Site site, ReleaseRecord target, boolean currentInfrastructure)
      throws ReleaseFailure, LedgerException {
    if (currentInfrastructure) {
      return site.root().resolve(site.pipeline().servers().terraform());
    }
    try {
      return new KeptRoots(site).of(launcher(site, target)).folder();
    } catch (ServersException e) {
      throw new ReleaseFailure.LaunchFailed(e);
    }
  }

  /** A rollback to servers that stood by launched none, and so kept no root: who did, has it. */
  private static ReleaseRecord launcher(Site site, ReleaseRecord release) throws LedgerException {
    String before = release.target();
    return before == null || new KeptRoots(site).has(release)
        ? release
        : launcher(site, site.recorded(before));
  }

  private static List<String> options(boolean keepFailed, boolean currentInfrastructure) {
    List<String> options = new ArrayList<>();
    if (keepFailed) {
      options.add(Releases.KEEP_FAILED);
    }
    if (currentInfrastructure) {
      options.add(CURRENT_INFRASTRUCTURE);
    }
    return options;
  }

  private ReleaseRecord open(
      ReleaseRecord target, List<String> options, UnaryOperator<ReleaseRecord> known)
      throws LedgerException {
    Commit commit =
        new Commit(
            target.version(),
            target.commit(),
            target.commit(),
            target.subject(),
            target.startedAt());
    return opening.open(ReleaseRecord.Kind.ROLLBACK, commit, List.of(), target, options, known);
  }

  private void refuseMissingImage(ReleaseRecord target)
      throws ReleaseFailure, InterruptedException {
    try {
      Optional<Inventory> inventory = site.inventory();
      boolean missing =
          target.image() == null
              || (inventory.isPresent()
                  && !inventory.get().images().contains(site.artifact(target.image())));
      if (missing) {
        throw new ReleaseFailure.ImageGone(target.id(), target.version());
      }
    } catch (ServersException | ToolException | ImageException e) {
      throw new ReleaseFailure.InventoryFailed(e);
    }
  }
}
