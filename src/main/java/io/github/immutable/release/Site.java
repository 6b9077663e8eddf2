package io.github.immutable.release;

import io.github.immutable.image.Image;
import io.github.immutable.image.ImageException;
import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.pipeline.Health;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.servers.HealthCheck;
import io.github.immutable.servers.HealthWatch;
import io.github.immutable.servers.Inventory;
import io.github.immutable.servers.PlanGuard;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.github.immutable.servers.SlotServers;
import io.github.immutable.servers.Terraform;
import io.github.immutable.servers.TerraformRoot;
import io.github.immutable.servers.TerraformState;
import io.github.immutable.servers.Workspace;
import io.github.immutable.tool.Redactor;
import io.github.immutable.tool.Time;
import io.github.immutable.tool.ToolLock;
import io.github.immutable.tool.ToolRunner;
import io.github.immutable.traffic.FrontDoor;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline of one project, and everything that its runbook acts through.
 *
 * @param root the project's folder, absolute
 * @param terraform {@code terraform} or {@code tofu}
 * @param strict refuses what only a person at a terminal may do, such as uncommitted files
 * @param redactor what is recorded passes it, where it is the words of a tool
 */
public record Site(
    Path root,
    Pipeline pipeline,
    Ledger ledger,
    ToolRunner runner,
    TrafficSwitch traffic,
    Progress progress,
    Time time,
    String terraform,
    boolean strict,
    Prerequisites prerequisites,
    Redactor redactor) {

  /** Where, in what is kept, Terraform's states and data are. */
  public static final String TERRAFORM_FOLDER = "terraform";

  /** Where what a traffic driver makes of a pipeline is kept. */
  public static Path traffic(Path root, String pipeline) {
    return home(root).resolve("traffic").resolve(pipeline);
  }

  /** What this tool keeps beside the project. */
  public static Path home(Path root) {
    return root.resolve(".immutable");
  }

  /** Kept with whatever builds an image for the pipeline. */
  ToolLock buildLock() {
    return new ToolLock(home(root).resolve("locks").resolve(pipeline.name() + "-build"));
  }

  /** Everything that is kept of a release. */
  public Path folder(String release) {
    return home(root).resolve("releases").resolve(release);
  }

  /** Where the tools of one act of a release write. */
  public Path logs(String release, String act) {
    return folder(release).resolve(act);
  }

  /** A release's copy of the Terraform root that made its servers. */
  public TerraformRoot keptRoot(String release) {
    return new TerraformRoot(folder(release).resolve("root"));
  }

  /** What a release's build servers are labelled with: other projects count their releases too. */
  String run(String release) {
    return pipeline.application() + "-" + release;
  }

  /**
   * The exact id that the servers of this pipeline start an image by.
   *
   * @throws ImageException when the image is in other regions only
   */
  String artifact(Image image) throws ImageException {
    return image.artifact(pipeline.servers().region()).id();
  }

  /** Runs tools and records their runs. */
  ToolRunner tools(String release) {
    return new RecordedTools(runner, ledger, release, time, redactor);
  }

  /** The servers of a slot, as the given root makes them. */
  SlotServers servers(String release, Slot slot, TerraformRoot from, String act) {
    return new SlotServers(
        new Terraform(terraform, from, workspace(slot), logs(release, act)),
        tools(release),
        progress::busy,
        pipeline.rootWords());
  }

  /** Where Terraform keeps a slot. */
  Workspace workspace(Slot slot) {
    Path folder = home(root).resolve(TERRAFORM_FOLDER);
    return pipeline.rootWords().shared()
        ? Workspace.ofBoth(pipeline.application(), pipeline.name(), sharedWorkspace(), folder)
        : new Workspace(pipeline.application(), pipeline.name(), slot, folder);
  }

  /**
   * Without a backend, Terraform's default workspace would be a file in each release's own copy of
   * the root.
   */
  private @Nullable String sharedWorkspace() {
    String named = pipeline.servers().workspace();
    try {
      boolean inTheCopy =
          "default".equals(named)
              && TerraformState.isKeptHere(
                  new TerraformRoot(root.resolve(pipeline.servers().terraform())));
      return inTheCopy ? null : named;
    } catch (IOException e) {
      return named;
    }
  }

  /** What may be planned for a slot while those servers carry the traffic. */
  PlanGuard guard(Slot slot, List<Server> active) {
    return new PlanGuard(slot, active, pipeline.rootWords());
  }

  /** What exists, whatever any state says; empty where the pipeline has no inventory. */
  Optional<Inventory> inventory(String release, String act) {
    return Optional.ofNullable(pipeline.servers().inventory())
        .map(file -> new Inventory(root.resolve(file), root, logs(release, act), tools(release)));
  }

  /** The same for a command that only looks, and leaves no record. */
  Optional<Inventory> inventory() {
    return Optional.ofNullable(pipeline.servers().inventory())
        .map(file -> new Inventory(root.resolve(file), root, looks(root), runner));
  }

  /** The same where a command is nothing without it. */
  Inventory neededInventory() throws ReleaseFailure.BadRequest {
    return inventory()
        .orElseThrow(
            () ->
                new ReleaseFailure.BadRequest(
                    "pipeline "
                        + pipeline.name()
                        + " has no inventory, so nobody can say what exists",
                    "let servers.inventory name one; docs/inventory.md says what it must do"));
  }

  /** What tools print while this process looks; deleted at its end. */
  public static Path looks(Path root) {
    return home(root).resolve("looks").resolve(String.valueOf(ProcessHandle.current().pid()));
  }

  /** The pipeline's health checks. Their runs are not recorded one by one: there are too many. */
  HealthWatch health(String release) {
    return new HealthWatch(
        new HealthCheck(
            pipeline.health(),
            FencedTools.looking(runner),
            root,
            logs(release, "health"),
            new TargetHealth(traffic, time, pipeline.health())),
        time);
  }

  /** The users' way in, with connections kept from now on. */
  FrontDoor frontDoor() throws TrafficException {
    Health.Http http = pipeline.health().http();
    boolean behindTheDoor = http != null && http.port() == null;
    return FrontDoor.open(
        pipeline.traffic().frontDoor(),
        http != null && behindTheDoor ? http.path() : "/",
        Promote.KEPT_CONNECTIONS,
        pipeline.traffic().haproxy() != null);
  }

  /** The release whose servers a slot holds now. */
  ReleaseRecord recorded(String id) throws LedgerException {
    return ledger
        .release(id)
        .orElseThrow(
            () ->
                new LedgerException(
                    "the ledger names release " + id + " and has no record of it",
                    "restore .immutable/ledger.db from a backup"));
  }
}
