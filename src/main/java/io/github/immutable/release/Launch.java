package io.github.immutable.release;

import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.PlanGuard;
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
    Optional<SlotRecord> active = site.ledger().active(site.pipeline().name());
    List<Server> serving = active.map(SlotRecord::servers).orElse(List.of());
    Slot slot = active.map(its -> its.slot().other()).orElse(Slot.BLUE);
    try {
      TerraformRoot root =
          TerraformRoot.copy(built.root(), site.keptRoot(built.release().id()).folder());
      String digest = root.digest();
      LaunchInputs wanted = new LaunchInputs(site.pipeline(), built.release().inputs());
      int count = wanted.count(serving.size());
      Map<String, Object> inputs =
          wanted.of(built.release().id(), slot, count, artifact(built.release()));
      if (!built.again() && new AlreadyLive(site).is(built.release(), digest, inputs)) {
        return new Stage.Completed(built.release(), true);
      }
      if (!wanted.floor(serving.size()).isEmpty()) {
        site.progress().note(wanted.floor(serving.size()));
      }
      new Retirement(site).makeRoom(slot);
      site.progress().begin(Journal.LAUNCH, count + " servers in slot " + slot);
      ReleaseRecord intended =
          built
              .release()
              .withLaunch(slot, digest, inputs, active.map(SlotRecord::slot).orElse(null));
      SlotRecord candidate =
          SlotRecord.candidate(site.pipeline().name(), slot, built.release().id());
      site.ledger().put(intended);
      site.ledger().put(candidate);
      List<Server> servers =
          site.servers(intended.id(), slot, root, Journal.LAUNCH)
              .launch(inputs, new PlanGuard(slot, serving), count, artifact(intended));
      ReleaseRecord launched = intended.withServers(servers);
      site.ledger().put(launched);
      site.ledger().put(candidate.with(servers));
      site.progress().done(servers.size() + " servers in slot " + slot);
      return new Stage.Launched(launched);
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

  private static String artifact(ReleaseRecord release) throws ImageException {
    if (release.image() == null) {
      throw new IllegalStateException("a release is launched after its image is known");
    }
    return release.image().artifact().id();
  }
}
