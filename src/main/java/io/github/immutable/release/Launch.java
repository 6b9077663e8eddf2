package io.github.immutable.release;

import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.servers.PlanGuard;
import io.github.immutable.servers.PlanRefusedException;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.servers.TerraformRoot;
import io.github.immutable.tool.ToolException;
import java.io.IOException;
import java.util.LinkedHashMap;
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
      int count = count(built.release(), serving);
      Map<String, Object> inputs = inputs(built.release(), slot, count);
      if (!built.again() && new AlreadyLive(site).is(built.release(), digest, inputs)) {
        return new Stage.Completed(built.release(), true);
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

  /** Never fewer than carry the traffic now (promise 3), nor than a release being brought back. */
  private int count(ReleaseRecord release, List<Server> serving) {
    int recorded = release.inputs().get("servers") instanceof Number number ? number.intValue() : 0;
    int wanted = Math.max(site.pipeline().servers().count(), recorded);
    if (serving.size() > wanted) {
      site.progress()
          .note(
              serving.size()
                  + " servers instead of "
                  + wanted
                  + ", for that many carry the traffic now");
    }
    return Math.max(wanted, serving.size());
  }

  /** A rollback brings its inputs along; a release takes the pipeline's. */
  private Map<String, Object> inputs(ReleaseRecord release, Slot slot, int count)
      throws ImageException {
    Pipeline pipeline = site.pipeline();
    Map<String, Object> inputs =
        new LinkedHashMap<>(
            release.inputs().isEmpty() ? pipeline.servers().variables() : release.inputs());
    inputs.put("project", pipeline.application());
    inputs.put("pipeline", pipeline.name());
    inputs.put("slot", slot.label());
    inputs.put("release", release.id());
    inputs.put("image", artifact(release));
    inputs.put("servers", count);
    return inputs;
  }

  private static String artifact(ReleaseRecord release) throws ImageException {
    if (release.image() == null) {
      throw new IllegalStateException("a release is launched after its image is known");
    }
    return release.image().artifact().id();
  }
}
