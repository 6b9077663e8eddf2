package io.github.immutable.release;

import io.github.immutable.image.Image;
import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.HealthCheck;
import io.github.immutable.servers.HealthWatch;
import io.github.immutable.servers.Plan;
import io.github.immutable.servers.PlanRefusedException;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.servers.SlotServers;
import io.github.immutable.servers.Terraform;
import io.github.immutable.servers.TerraformRoot;
import io.github.immutable.servers.Workspace;
import io.github.immutable.tool.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which servers a release would make and retire, by a real plan that is never applied. */
final class PreviewServers {
  private final Site site;
  private final Optional<SlotRecord> active;
  private final Optional<ReleaseRecord> live;
  private final SlotRecord candidate;
  private final LaunchInputs wanted;
  private final int count;

  PreviewServers(Site site, Optional<SlotRecord> active, Optional<ReleaseRecord> live)
      throws LedgerException {
    this.site = site;
    this.active = active;
    this.live = live;
    Slot slot = active.map(its -> its.slot().other()).orElse(Slot.BLUE);
    this.candidate = site.ledger().slot(site.pipeline().name(), slot);
    this.wanted = new LaunchInputs(site.pipeline(), Map.of());
    this.count = wanted.count(serving().size());
  }

  /** What would be made otherwise than the pipeline asks for; empty when nothing would. */
  String floor() {
    return wanted.floor(serving().size());
  }

  /** How what is live and the same as what is wanted is: as wanted, or in need of replacement. */
  enum Same {
    NO,
    WELL,
    UNWELL
  }

  Same same(String release, String commit, Image image)
      throws ReleaseFailure, InterruptedException {
    if (live.isEmpty()) {
      return Same.NO;
    }
    try {
      Map<String, Object> inputs =
          wanted.of(release, candidate.slot(), count, site.artifact(image));
      return AlreadyLive.same(live.get(), commit, image, root().digest(), inputs)
          ? (well(live.get()) ? Same.WELL : Same.UNWELL)
          : Same.NO;
    } catch (ImageException e) {
      throw new ReleaseFailure.LaunchFailed(e);
    } catch (IOException e) {
      throw uncopied(e);
    }
  }

  private boolean well(ReleaseRecord release) throws InterruptedException {
    HealthCheck check =
        new HealthCheck(
            site.pipeline().health(),
            site.runner(),
            site.root(),
            looks().resolve("health"),
            new TargetHealth(site.traffic(), site.time(), site.pipeline().health()));
    return new HealthWatch(check, site.time())
        .once(serving(), Verify.imageId(release)).values().stream().allMatch(CheckResult::passed);
  }

  /**
   * Plans.
   *
   * @param image empty when it is not built yet
   */
  PreviewReport.ServerPlan plan(String release, Optional<Image> image, Obstacles obstacles)
      throws LedgerException, InterruptedException {
    Optional<Image> standIn = image.isPresent() ? image : live.map(ReleaseRecord::image);
    if (standIn.isEmpty()) {
      return describe(
          "it takes the image's exact id, known after the build", null, Optional.empty());
    }
    @Nullable String standInId = image.isPresent() ? null : standIn.get().id();
    try {
      SlotServers.Intended intended = terraform(release, site.artifact(standIn.get()));
      if (!intended.refused().isEmpty()) {
        obstacles.fails(
            Journal.LAUNCH,
            new ReleaseFailure.PlanRefused(new PlanRefusedException(intended.refused())));
      }
      return describe(null, standInId, Optional.of(intended.plan()));
    } catch (ImageException | ServersException | ToolException e) {
      obstacles.fails(Journal.LAUNCH, new ReleaseFailure.LaunchFailed(e));
    } catch (IOException e) {
      obstacles.fails(Journal.LAUNCH, uncopied(e));
    }
    return describe("it failed, see above", standInId, Optional.empty());
  }

  private SlotServers.Intended terraform(String release, String artifact)
      throws IOException, ServersException, ToolException, LedgerException, InterruptedException {
    Slot slot = candidate.slot();
    Pipeline pipeline = site.pipeline();
    TerraformRoot root = root();
    Workspace workspace = site.workspace(slot).forLooking();
    if (candidate.state() != SlotRecord.State.EMPTY && !pipeline.rootWords().shared()) {
      // a release empties the slot before it plans
      workspace = workspace.asIfEmpty(looks().resolve("as-if-empty"));
      root.keepStateIn(workspace.states());
    }
    site.progress().busy("terraform plan, slot " + slot);
    return new SlotServers(
            new Terraform(site.terraform(), root, workspace, looks().resolve("terraform")),
            site.runner(),
            site.progress()::busy,
            pipeline.rootWords())
        .look(
            new RootInputs(site).launch(wanted.of(release, slot, count, artifact), slot),
            site.guard(slot, serving()),
            count,
            artifact);
  }

  private PreviewReport.ServerPlan describe(
      @Nullable String unknown, @Nullable String standIn, Optional<Plan> plan) {
    Map<String, Integer> actions = new TreeMap<>();
    List<PreviewReport.Change> changes = new ArrayList<>();
    for (Plan.ResourceChange change : plan.map(Plan::changes).orElse(List.of())) {
      String action = action(change.actions());
      if (!action.equals("no-op")) {
        actions.merge(action, 1, Integer::sum);
        changes.add(new PreviewReport.Change(change.address(), action));
      }
    }
    Pipeline pipeline = site.pipeline();
    return new PreviewReport.ServerPlan(
        candidate.slot(),
        count,
        standIn,
        unknown,
        actions,
        changes,
        made(plan, standIn != null),
        candidate.servers(),
        pipeline.traffic().frontDoor().toString(),
        active.map(SlotRecord::slot).orElse(null),
        serving(),
        pipeline.retire().drain().toSeconds(),
        pipeline.retire().standby().toSeconds());
  }

  /** A stand-in's artifact is not what they would run. */
  private static List<Server> made(Optional<Plan> plan, boolean standIn) {
    return plan.flatMap(Plan::servers).orElse(List.of()).stream()
        .map(its -> new Server(its.name(), its.address(), its.port(), standIn ? null : its.image()))
        .toList();
  }

  /** Terraform's plan has two actions for what is replaced, in either order. */
  private static String action(List<String> actions) {
    return actions.size() > 1 ? "replace" : actions.getFirst();
  }

  private TerraformRoot root() throws IOException {
    return TerraformRoot.copy(
        site.root().resolve(site.pipeline().servers().terraform()), looks().resolve("root"));
  }

  private List<Server> serving() {
    return active.map(SlotRecord::servers).orElse(List.of());
  }

  private Path looks() {
    return Site.looks(site.root());
  }

  private ReleaseFailure uncopied(IOException e) {
    return new ReleaseFailure.LaunchFailed(
        new ServersException(
            "the Terraform root could not be copied: " + e,
            "check that " + site.pipeline().servers().terraform() + " can be read",
            null,
            List.of()));
  }
}
