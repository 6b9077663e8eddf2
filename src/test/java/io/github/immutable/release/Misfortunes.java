package io.github.immutable.release;

import static io.github.immutable.servers.Slot.BLUE;
import static io.github.immutable.servers.Slot.GREEN;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.tool.Time;
import io.github.immutable.tool.ToolRunner;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Releases that go wrong, each for a reason of its own, through the whole runbook: for whoever
 * looks at how failures are told. Tools say here what the real ones said when they were recorded.
 */
public final class Misfortunes implements AutoCloseable {
  private static final String FAILED_APPLY = "src/test/resources/terraform-1.11.4/apply-failed";
  private static final String FAILED_BUILD = "src/test/resources/packer-1.6.6/failed-apt";
  private static final String FAILED_DESTROY = "src/test/resources/terraform-1.11.4/destroy-failed";

  /** How a command ended: by an outcome, or thrown out of it. */
  public record Ended(Site site, @Nullable Outcome outcome, @Nullable Exception thrown) {}

  private interface Command {
    Outcome run(Site site) throws ReleaseFailure, LedgerException, InterruptedException;
  }

  private final Path folder;
  private final List<World> worlds = new ArrayList<>();

  /** With projects in that folder. */
  public Misfortunes(Path folder) {
    this.folder = folder;
  }

  @Override
  public void close() {
    worlds.forEach(World::close);
  }

  public Ended uncommitted() {
    World world = given().world();
    GitProject.write(world.root, "terraform/main.tf", "# not committed\n");
    world.strict = true;
    return end(world.site(), release("v1"));
  }

  public Ended unfinished() {
    World world =
        given().liveServers("v1").killedAt("begin soak").whenReleasing("v2").afterwards().world();
    return end(world.site(), release("v3"));
  }

  public Ended imageGone() {
    World world = given().liveServers("v1", "v2").world();
    world.platform.loseImage("sha256:artifact-1");
    return end(world.site(), site -> new Rollback(site).run(Optional.of("v1"), false, false));
  }

  public Ended buildFailed() {
    World world = given().liveServers("v1").world();
    return end(failingBuild(world), release("v2"));
  }

  public Ended launchFailed() {
    World world = given().liveServers("v1").world();
    ToolRunner failing =
        Replay.of("terraform-green-apply", Path.of(FAILED_APPLY, "apply.out"), world.tools);
    return end(with(world, failing), release("v2"));
  }

  public Ended planRefused() {
    World world = given().liveServers("v1").world();
    world.terraform.tamper =
        plan -> {
          for (int i = 0; i < 2; i++) {
            ((ObjectNode) plan.at("/planned_values/outputs/servers/value/" + i))
                .put("name", "web-local-blue-" + (i + 1));
          }
        };
    return end(world.site(), release("v2"));
  }

  public Ended unhealthy() {
    World world = given().liveServers("v1").world();
    world.within = Duration.ofMinutes(2);
    world.platform.behave(".*green.*", FakeServer.Behaviour.UNHEALTHY);
    return end(hasty(world), release("v2"));
  }

  public Ended unhealthyAndKept() {
    World world = given().liveServers("v1").world();
    world.within = Duration.ofMinutes(2);
    world.platform.behave(".*green.*", FakeServer.Behaviour.UNHEALTHY);
    return end(
        hasty(world),
        site ->
            new Releases(site)
                .release(new Releases.Request("v2", false, false, false, true, false)));
  }

  public Ended wrongImage() {
    World world = given().liveServers("v1").world();
    world.platform.behave("web-local-green-2", FakeServer.Behaviour.LYING);
    return end(world.site(), release("v2"));
  }

  public Ended trafficFailed() {
    World world = given().liveServers("v1").world();
    TrafficException unreachable =
        new TrafficException(
            "web-green has no server that HAProxy can reach",
            "the traffic stays where it is; see that the servers answer from HAProxy's machine");
    return end(with(world, Replay.refusing(world.traffic, GREEN, unreachable)), release("v2"));
  }

  public Ended trafficNotGivenBack() {
    World world = given().liveServers("v1").world();
    TrafficException dead =
        new TrafficException(
            "HAProxy did not answer on /run/haproxy/admin.sock within 10 s: Connection refused",
            "see that HAProxy runs and that this user may write to /run/haproxy/admin.sock");
    failInSoak(world, ".*green.*");
    return end(with(world, Replay.refusing(world.traffic, BLUE, dead)), release("v2"));
  }

  public Ended notConfirmed() {
    World world = given().liveServers("v1").world();
    world.traffic.stuckOn = Optional.of(BLUE);
    return end(world.site(), release("v2"));
  }

  public Ended soakFailed() {
    World world = given().liveServers("v1").world();
    failInSoak(world, "web-local-green-1");
    return end(world.site(), release("v2"));
  }

  public Ended retireFailed() {
    World world = given().liveServers("v1").world();
    ToolRunner failing =
        Replay.of("terraform-blue-apply", Path.of(FAILED_DESTROY, "apply.out"), world.tools);
    return end(with(world, failing), release("v2"));
  }

  public Ended sweepFailed() {
    World world = given().liveServers("v1").world();
    world.platform.boot(world.platform.prepare("web-local-green-2", GREEN, "local-1", "sha256:x"));
    ToolRunner failing =
        Replay.of(
            "inventory-remove",
            Path.of("src/test/resources/failures/inventory/stderr"),
            world.tools);
    return end(
        with(world, failing),
        site -> {
          Sweep sweep = new Sweep(site);
          return sweep.remove(sweep.look());
        });
  }

  public Ended interrupted() {
    World world = given().liveServers("v1").interruptedAt("begin soak").world();
    return end(world.site(), release("v2"));
  }

  public Ended interruptedWhilePutBack() {
    World world =
        given()
            .liveServers("v1")
            .candidateNeverHealthy()
            .interruptedAt("before terraform-green-plan-destroy")
            .world();
    return end(world.site(), release("v2"));
  }

  public Ended drift() {
    World world = given().liveServers("v1").world();
    world.traffic.tamper(Optional.of(GREEN));
    return end(world.site(), release("v2"));
  }

  public Ended forgottenServers() {
    World world = given().world();
    for (int i = 1; i <= 2; i++) {
      world.platform.boot(
          world.platform.prepare("web-local-blue-" + i, BLUE, "local-7", "sha256:x"));
    }
    return end(world.site(), release("v1"));
  }

  public Ended forgottenState() {
    World world = given().world();
    GitProject.write(
        world.root,
        ".immutable/terraform/states/web-local-blue/terraform.tfstate",
        "{\"resources\": [{}]}");
    return end(world.site(), release("v1"));
  }

  public Ended productionUnwell() {
    World world = given().liveServers("v1").world();
    world.platform.behave(".*blue.*", FakeServer.Behaviour.UNHEALTHY);
    return end(failingBuild(world), release("v2"));
  }

  public Ended inventoryFailed() {
    World world = given().world();
    ToolRunner failing =
        Replay.of(
            "inventory", Path.of("src/test/resources/failures/inventory/stderr"), world.tools);
    return end(with(world, failing), release("v1"));
  }

  private Given given() {
    World world = new World(folder.resolve("project-" + (worlds.size() + 1)));
    worlds.add(world);
    return new Given(world);
  }

  private static Command release(String version) {
    return site ->
        new Releases(site)
            .release(new Releases.Request(version, false, false, false, false, false));
  }

  private static Ended end(Site site, Command command) {
    try {
      return new Ended(site, command.run(site), null);
    } catch (ReleaseFailure | LedgerException | InterruptedException e) {
      return new Ended(site, null, e);
    } finally {
      // the flag ends with the command that it was meant for
      Thread.interrupted();
    }
  }

  private static void failInSoak(World world, String servers) {
    world.progress.when(
        "begin soak", () -> world.platform.behave(servers, FakeServer.Behaviour.UNHEALTHY));
  }

  private static Site failingBuild(World world) {
    Path results = world.site().folder("local-2").resolve("ansible");
    return with(
        world,
        Replay.of("packer-build", Path.of(FAILED_BUILD, "packer.out"), world.tools)
            .leaving(Path.of(FAILED_BUILD, "results"), results));
  }

  private static Site with(World world, ToolRunner tools) {
    return site(world, tools, world.traffic, world.time);
  }

  private static Site with(World world, TrafficSwitch traffic) {
    return site(world, world.tools, traffic, world.time);
  }

  /** With a clock of which an hour takes less than four seconds. */
  private static Site hasty(World world) {
    return site(world, world.tools, world.traffic, new Hasty(world.time));
  }

  private static Site site(World world, ToolRunner tools, TrafficSwitch traffic, Time time) {
    Site site = world.site();
    return new Site(
        site.root(),
        site.pipeline(),
        site.ledger(),
        tools,
        traffic,
        site.progress(),
        time,
        site.terraform(),
        site.strict(),
        site.prerequisites(),
        site.redactor());
  }

  private record Hasty(Time real) implements Time {
    private static final int TIMES = 1000;

    @Override
    public Instant now() {
      return real.now();
    }

    @Override
    public Duration elapsed() {
      return real.elapsed().multipliedBy(TIMES);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      real.sleep(duration.dividedBy(TIMES));
    }
  }
}
