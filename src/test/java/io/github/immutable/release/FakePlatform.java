package io.github.immutable.release;

import io.github.immutable.servers.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What exists, whatever any state or ledger says: images, servers and build servers. */
final class FakePlatform implements AutoCloseable {
  private record Rule(Pattern names, FakeServer.Behaviour behaviour) {}

  private final Map<String, FakeServer> servers = new ConcurrentHashMap<>();
  private final Map<String, String> images = new LinkedHashMap<>();
  private final Map<String, String> runs = new LinkedHashMap<>();
  private final Map<String, String> builders = new LinkedHashMap<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Map<String, String> reported = new LinkedHashMap<>();
  private final List<FakeServer> all = new ArrayList<>();

  /** What no act may ever do, as far as it was done. */
  final List<String> violations = new ArrayList<>();

  private Supplier<Optional<Slot>> traffic = Optional::empty;

  void trafficIsOn(Supplier<Optional<Slot>> slot) {
    traffic = slot;
  }

  // images

  void makeImage(String artifact, String imageId) {
    images.put(artifact, imageId);
  }

  void loseImage(String artifact) {
    images.remove(artifact);
  }

  List<String> images() {
    return List.copyOf(images.keySet());
  }

  String imageIn(String artifact) {
    return images.getOrDefault(artifact, "image-of-" + artifact);
  }

  /** An image that is done after the release that it was built for gave up. */
  void makeLateImage(String artifact, String imageId, String run) {
    images.put(artifact, imageId);
    runs.put(artifact, run);
  }

  String runOf(String artifact) {
    return runs.getOrDefault(artifact, "");
  }

  // build servers

  void makeBuilder(String id, String run) {
    builders.put(id, run);
  }

  Map<String, String> builders() {
    return Map.copyOf(builders);
  }

  // servers

  FakeServer prepare(String name, Slot slot, String release, String artifact) {
    FakeServer server = new FakeServer(this, name, slot, release, artifact);
    all.add(server);
    return server;
  }

  void boot(FakeServer server) {
    server.boot();
    servers.put(server.name, server);
  }

  /** Removes a server or a build server; one that is not there is fine. */
  void remove(String id) {
    builders.remove(id);
    FakeServer server = servers.get(id);
    if (server == null) {
      return;
    }
    if (traffic.get().equals(Optional.of(server.slot))) {
      violations.add("promise 1: " + id + " was removed while its slot had the traffic");
    }
    vanish(id);
  }

  /** A server is gone without anybody having asked for it. */
  void vanish(String id) {
    FakeServer server = servers.remove(id);
    if (server != null) {
      server.close();
    }
  }

  List<FakeServer> servers() {
    return servers.values().stream().sorted((a, b) -> a.name.compareTo(b.name)).toList();
  }

  List<FakeServer> servers(Slot slot) {
    return servers().stream().filter(server -> server.slot == slot).toList();
  }

  Optional<FakeServer> byName(String name) {
    return Optional.ofNullable(servers.get(name));
  }

  // how they are

  void behave(String names, FakeServer.Behaviour behaviour) {
    rules.addFirst(new Rule(Pattern.compile(names), behaviour));
  }

  void mend() {
    rules.clear();
    reported.clear();
  }

  FakeServer.Behaviour behaviour(String name) {
    return rules.stream()
        .filter(rule -> rule.names().matcher(name).matches())
        .findFirst()
        .map(Rule::behaviour)
        .orElse(FakeServer.Behaviour.HEALTHY);
  }

  /** Makes the inventory say something of a server: {@code state=stopped} or {@code image=…}. */
  void report(String name, String what) {
    reported.put(name, what);
  }

  String reportedState(FakeServer server) {
    String what = reported.getOrDefault(server.name, "");
    return what.startsWith("state=") ? what.substring("state=".length()) : "running";
  }

  String reportedImage(FakeServer server) {
    String what = reported.getOrDefault(server.name, "");
    return what.startsWith("image=") ? what.substring("image=".length()) : server.artifact;
  }

  @Override
  public void close() {
    all.forEach(FakeServer::close);
  }
}
