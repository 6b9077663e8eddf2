package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.image.Artifact;
import io.github.immutable.image.Image;
import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.StageRecord;
import io.github.immutable.load.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A project of its own with servers and a balancer of its own; everything of it ends with it. */
final class Sample implements AutoCloseable {
  private static final Duration ENOUGH_TIME = Duration.ofSeconds(60);

  final String application;
  final URI frontDoor;

  /** Of blue; green has those from 100 higher. */
  final int firstPort;

  final Checkout checkout;
  final CommandLine command;
  final Containers containers;
  private final Versions versions;
  private final Path scratch;
  private final List<Load> loads = new ArrayList<>();

  Sample(String name, Versions versions) {
    this.versions = versions;
    int ports = Ports.block();
    firstPort = ports;
    try {
      scratch = Files.createTempDirectory("immutable-e2e-" + name + "-");
      application = "e2e-" + name + "-" + Long.toString(System.nanoTime() & 0xffffff, 36);
      checkout = new Checkout(scratch.resolve("project"));
      copy(versions.project, checkout.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    containers = new Containers(application);
    command = new CommandLine(checkout.folder(), scratch);
    frontDoor = URI.create("http://127.0.0.1:" + Ports.frontDoor(ports) + "/");
    // The reference values are right for servers that matter, and long for a test.
    checkout
        .edit("pipelines/local.yml", "^application: \\S+", "application: " + application)
        .edit("pipelines/local.yml", "http://127.0.0.1:8080/", frontDoor.toString())
        .edit("pipelines/local.yml", "first_port: 21000", "first_port: " + ports)
        .edit("pipelines/local.yml", "every: 1s", "every: 300ms")
        .edit("pipelines/local.yml", "within: 2m", "within: 5s")
        .edit("pipelines/local.yml", "for: 10s", "for: 4s")
        .edit("pipelines/local.yml", "drain: 30s", "drain: 10s")
        .commit("The pipeline of " + application);
  }

  /** Shortens what takes time and proves nothing to a test that counts in the dozens. */
  Sample quick() {
    checkout
        .edit("pipelines/local.yml", "every: 300ms", "every: 100ms")
        .edit("pipelines/local.yml", "passes: 3", "passes: 2")
        .edit("pipelines/local.yml", "within: 5s", "within: 10s")
        .edit("pipelines/local.yml", "for: 4s", "for: 1s")
        .edit("pipelines/local.yml", "standby: 10m", "standby: 0s")
        .commit("In a hurry");
    return this;
  }

  /** Runs the command line to its end. */
  Answer immutable(String... arguments) {
    return command.run(arguments);
  }

  /** The exact id of a version's image, as the engine knows it. */
  String imageOf(String version) {
    try (Ledger ledger = Ledger.look(checkout.folder().resolve(".immutable/ledger.db"))) {
      return ledger.images().stream()
          .filter(its -> its.id().equals(versions.imageId(version)))
          .map(its -> its.artifacts().getFirst().id())
          .findFirst()
          .orElseThrow();
    } catch (LedgerException e) {
      throw new AssertionError("the ledger cannot be read", e);
    }
  }

  /**
   * Makes a copy of a version's image, under an id of its own, the one that this project knows:
   * what becomes of it is then nobody else's business.
   */
  void takesItsOwnImage(String version) throws LedgerException {
    try (Ledger ledger = Ledger.open(checkout.folder().resolve(".immutable/ledger.db"))) {
      Image known =
          ledger.images().stream()
              .filter(its -> its.id().equals(versions.imageId(version)))
              .findFirst()
              .orElseThrow();
      Artifact artifact = known.artifacts().getFirst();
      String copy = containers.copyOf(artifact.id());
      ledger.put(
          new Image(
              known.id(),
              known.fingerprint(),
              known.build(),
              List.of(new Artifact(artifact.builder(), copy)),
              known.builtFrom(),
              known.builtAt(),
              known.parts()));
    }
  }

  /** Steady traffic to the front door, over 64 kept connections: 3 GET to 1 POST. */
  Load load() {
    Load load =
        Load.start(
            Load.Options.of(frontDoor.toString())
                .withRate(600)
                .withEcho("/echo")
                .withExpected("version"));
    loads.add(load);
    moreAnswers(load, 300);
    return load;
  }

  /** Ends the traffic, of which nothing may have been lost. */
  static void noneLost(Load load) {
    load.close();
    Load.Snapshot count = load.snapshot();
    Totals.counted(count);
    assertThat(count.lost())
        .as("lost: %s, first of them %s", count.reasons(), first(count.losses()))
        .isZero();
    assertThat(count.posts()).as("POST requests").isPositive();
    assertThat(count.rate()).as("requests a second").isGreaterThanOrEqualTo(500);
  }

  private static List<Load.Loss> first(List<Load.Loss> losses) {
    return losses.subList(0, Math.min(3, losses.size()));
  }

  /** Waits until the traffic has had so many more answers. */
  static void moreAnswers(Load load, long count) {
    long wanted = load.snapshot().ok() + count;
    try {
      assertThat(load.await(now -> now.ok() >= wanted, ENOUGH_TIME))
          .as("%s more answers, while lost were %s", count, load.snapshot().reasons())
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Asserts that requests sent since then were answered by this version's servers alone. */
  void onlyAnswers(String version, Load load, Instant since) {
    moreAnswers(load, 500);
    // a test may have had the image built anew
    assertThat(load.snapshot().tagsSince(since).stream().map(Versions::withoutBuild).distinct())
        .as("images that answered since %s", since)
        .containsExactly(Versions.withoutBuild(versions.imageId(version)));
  }

  /** Asserts what the command line says is live. */
  void live(String version) {
    assertThat(status().at("/live").asText()).isEqualTo(version);
  }

  /** Whether the newest release got so far that only what it replaced is left to do. */
  boolean soaked() {
    return done("soak").isPresent();
  }

  private Optional<StageRecord> done(String stage) {
    try (Ledger ledger = Ledger.look(checkout.folder().resolve(".immutable/ledger.db"))) {
      return ledger.stages(ledger.releases("local").getLast().id()).stream()
          .filter(its -> its.stage().equals(stage) && "done".equals(its.outcome()))
          .findFirst();
    } catch (LedgerException e) {
      throw new AssertionError("the ledger cannot be read", e);
    }
  }

  JsonNode status() {
    return immutable("status", "--output", "json").exits(0).json();
  }

  /** The newest release, with its stages and tool runs. */
  JsonNode newest() {
    String id = immutable("history", "--output", "json").exits(0).json().at("/0/id").asText();
    return immutable("show", id, "--output", "json").exits(0).json();
  }

  /** When the traffic was given to the newest release, confirmed. */
  Instant promoted() {
    return done("promote")
        .map(StageRecord::endedAt)
        .orElseThrow(() -> new AssertionError("never promoted: " + newest()));
  }

  /** A container as another project's build with the number of our next release has. */
  String builderOfAnotherProject() {
    JsonNode newest = newest().at("/release");
    return containers.builderOfAnotherProject(
        "local-" + (newest.at("/number").asInt() + 1), newest.at("/image/artifacts/0/id").asText());
  }

  /** The slot that the balancer says has answered. */
  String answeringSlot() {
    HttpRequest request =
        HttpRequest.newBuilder(frontDoor).header("x-immutable-probe", "1").build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(request, HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("x-immutable-slot")
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** How often Terraform has been told to apply a plan. */
  long applies() {
    return command.calls("terraform").stream().filter(its -> its.startsWith("apply ")).count();
  }

  Haproxy haproxy() {
    return new Haproxy(checkout.folder().resolve(".immutable/haproxy/local"));
  }

  @Override
  public void close() {
    // A test that failed has left its own running.
    loads.forEach(Load::close);
    command.run("destroy", "--yes");
    haproxy().end();
    containers.removeAll();
    Shell.delete(scratch);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
