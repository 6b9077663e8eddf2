package io.github.immutable.release;

import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.PlanRefusedException;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.servers.TerraformRoot;
import io.github.immutable.tool.ToolException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the candidate's servers from the exact artifact, in the candidate's own state. */
final class Launch {
  private final Site site;

  Launch(Site site) {
    this.site = site;
  }

  Stage run(Stage.Built built) throws ReleaseFailure, LedgerException, InterruptedException {
    try {
      return built.release().slot() == null ? begin(built) : goOn(built.release());
    } catch (PlanRefusedException e) {
      throw new ReleaseFailure.PlanRefused(e);
    } catch (ServersException | ToolException | ImageException e) {
      throw new ReleaseFailure.LaunchFailed(e);
    } catch (IOException e) {
      throw new ReleaseFailure.LaunchFailed(
          new ServersException(
              "the Terraform root " + built.root() + " could not be copied: " + e,
              "check that it is readable and that there is space",
              null,
              List.of()));
    }
  }

  private Stage begin(Stage.Built built)
      throws ReleaseFailure,
          ServersException,
          ToolException,
          ImageException,
          LedgerException,
          IOException,
          InterruptedException {
    Optional<SlotRecord> active = site.ledger().active(site.pipeline().name());
    int serving = active.map(its -> its.servers().size()).orElse(0);
    Slot slot = active.map(its -> its.slot().other()).orElse(Slot.BLUE);
    KeptRoots roots = new KeptRoots(site);
    TerraformRoot root = roots.copy(built.root(), built.release());
    String digest = root.digest();
    LaunchInputs wanted = new LaunchInputs(site.pipeline(), built.release().inputs());
    int count = wanted.count(serving);
    Map<String, Object> inputs =
        wanted.of(built.release().id(), slot, count, artifact(built.release()));
    if (!built.again() && new AlreadyLive(site).is(built.release(), digest, inputs)) {
      return new Stage.Completed(built.release(), true);
    }
    if (!wanted.floor(serving).isEmpty()) {
      site.progress().note(wanted.floor(serving));
    }
    new Retirement(site).makeRoom(slot);
    ReleaseRecord intended =
        built.release().withLaunch(slot, digest, inputs, active.map(SlotRecord::slot).orElse(null));
    roots.record(root, digest);
    site.ledger().put(intended);
    return recorded(make(intended, slot, count), slot);
  }

  /**
   * A launch that was cut short goes on with the slot, root and inputs that were recorded before
   * its first act.
   */
  private Stage goOn(ReleaseRecord release)
      throws ReleaseFailure,
          ServersException,
          ToolException,
          ImageException,
          LedgerException,
          InterruptedException {
    Slot slot = Promote.slotOf(release);
    int count = release.inputs().get("servers") instanceof Number number ? number.intValue() : 0;
    SlotRecord found = site.ledger().slot(site.pipeline().name(), slot);
    boolean ours =
        found.state() == SlotRecord.State.EMPTY
            || (found.state() == SlotRecord.State.CANDIDATE
                && release.id().equals(found.launchedBy()));
    if (!ours) {
      throw new ReleaseFailure.Drift(
          "release "
              + release.id()
              + " was launching into slot "
              + slot
              + ", which is "
              + found.state().label()
              + " now",
          "immutable status   shows what stands; immutable abort   puts back what was live");
    }
    ReleaseRecord launched = make(release, slot, count);
    // before they are recorded: nobody looks for strangers once the launch is known to be done
    new Leftovers(site).removeStrangers(launched, slot);
    return recorded(launched, slot);
  }

  private ReleaseRecord make(ReleaseRecord intended, Slot slot, int count)
      throws ServersException,
          ToolException,
          ImageException,
          LedgerException,
          InterruptedException {
    site.progress().begin(Journal.LAUNCH, count + " servers in slot " + slot);
    List<Server> serving =
        site.ledger().active(site.pipeline().name()).map(SlotRecord::servers).orElse(List.of());
    site.ledger().put(candidate(intended, slot));
    List<Server> servers =
        site.servers(intended.id(), slot, new KeptRoots(site).of(intended), Journal.LAUNCH)
            .launch(
                new RootInputs(site).launch(intended.inputs(), slot),
                site.guard(slot, serving),
                count,
                artifact(intended));
    return intended.withServers(servers);
  }

  private Stage.Launched recorded(ReleaseRecord launched, Slot slot) throws LedgerException {
    site.ledger().put(launched);
    site.ledger().put(candidate(launched, slot).with(launched.servers()));
    site.progress().done(launched.servers().size() + " servers in slot " + slot);
    return new Stage.Launched(launched);
  }

  private SlotRecord candidate(ReleaseRecord release, Slot slot) {
    return SlotRecord.candidate(site.pipeline().name(), slot, release.id());
  }

  private String artifact(ReleaseRecord release) throws ImageException {
    if (release.image() == null) {
      throw new IllegalStateException("a release is launched after its image is known");
    }
    return site.artifact(release.image());
  }
}
