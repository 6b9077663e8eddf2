package io.github.immutable.release;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.pipeline.Health;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Secret;
import io.github.immutable.pipeline.Traffic;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.Redactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A project with its git, its ledger and its tools: real files, and doubles at the gateways. */
final class World implements AutoCloseable {
  static final String PIPELINE = "local";
  static final Duration DRAIN = Duration.ofMillis(150);

  final Path root;
  final Cut cut = new Cut();
  final FakePlatform platform = new FakePlatform();
  final FakeTerraform terraform;
  final FakeTools tools;
  final FakeTraffic traffic;
  final FakeTime time = new FakeTime(cut);
  FakeProgress progress = new FakeProgress(cut);
  Ledger ledger;

  boolean shared;
  String sharedWorkspace = FakeTerraform.SHARED;
  int count = 2;
  Duration standby = Duration.ZERO;
  boolean inventory = true;
  boolean strict;

  /** The users' way in, where it is not the front door of the double. */
  Optional<URI> door = Optional.empty();

  final FakePrerequisites prerequisites = new FakePrerequisites();

  /** How long servers have to get healthy, one check has, and a switch has to be confirmed. */
  Duration within = Duration.ofSeconds(5);

  Duration timeout = Duration.ofSeconds(2);
  Duration confirmWithin = Duration.ofSeconds(5);
  List<List<String>> prepare = List.of();
  Map<String, Object> variables = Map.of();
  Map<String, Secret> secrets = Map.of();
  final Redactor redactor = new Redactor();

  World(Path folder) {
    try {
      root = Files.createDirectories(folder).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GitProject.create(root);
    GitProject.write(root, ".immutable/.gitignore", "*\n");
    terraform = new FakeTerraform(platform, Site.home(root).resolve("terraform/states"));
    tools = new FakeTools(cut, platform, terraform);
    traffic = new FakeTraffic(cut, platform);
    platform.trafficIsOn(traffic::carries);
    ledger = open();
  }

  Site site() {
    return new Site(
        root,
        pipeline(),
        ledger,
        tools,
        traffic,
        progress,
        time,
        "terraform",
        strict,
        prerequisites,
        redactor);
  }

  /** A new process comes to what a dead one has left: its files, and the world. */
  void restart() {
    cut.restart();
    ledger.close();
    ledger = open();
    progress = new FakeProgress(cut);
  }

  void loseLedger() {
    ledger.close();
    try {
      Files.delete(Site.home(root).resolve("ledger.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    restart();
  }

  String workspace(Slot slot) {
    return "web-" + PIPELINE + "-" + slot;
  }

  private Ledger open() {
    try {
      return Ledger.open(Site.home(root).resolve("ledger.db"));
    } catch (LedgerException e) {
      throw new IllegalStateException(e);
    }
  }

  private Pipeline pipeline() {
    Map<String, String> packer = new HashMap<>();
    packer.put("manifest", "${build.manifest}");
    packer.put("run", "${build.run}");
    packer.put("base_image", "${base.id}");
    @Nullable String sweeper = inventory ? "inventory" : null;
    return new Pipeline(
        PIPELINE,
        root.resolve("pipelines/local.yml"),
        "web",
        true,
        new Pipeline.Image(
            prepare, List.of("base-image"), List.of(), "image", List.of("image"), packer),
        new Pipeline.Servers(
            "terraform",
            sweeper,
            count,
            null,
            shared ? FakeSharedState.NAMES : Map.of(),
            shared ? FakeSharedState.OUTPUTS : Map.of(),
            shared ? Pipeline.Servers.State.SHARED : Pipeline.Servers.State.SLOT,
            shared ? FakeSharedState.ADDRESSES : Map.of(),
            shared ? sharedWorkspace : null,
            variables),
        new Health(
            new Health.Http("/health", null, 0, Map.of("image", "${image.id}")),
            null,
            null,
            Health.Proof.ANSWER,
            Health.From.HERE,
            Duration.ofMillis(2),
            2,
            within,
            timeout),
        new Traffic(
            new Traffic.Haproxy(
                true,
                door.orElseGet(traffic::frontDoor),
                "web",
                null,
                null,
                null,
                null,
                32,
                new Traffic.Confirm(4, confirmWithin)),
            null,
            null),
        new Pipeline.Soak(Duration.ofMillis(20), 2),
        new Pipeline.Retire(DRAIN, standby),
        "sqlite",
        secrets,
        List.of());
  }

  @Override
  public void close() {
    ledger.close();
    traffic.close();
    platform.close();
  }
}
