package io.github.immutable.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A balancer with a front door that really answers, as HAProxy would with the product's stanza. */
final class FakeTraffic implements TrafficSwitch, AutoCloseable {
  private final Cut cut;
  private final FakePlatform platform;
  private final HttpServer door;
  private final Map<Slot, List<Server>> registered = new ConcurrentHashMap<>();
  private final Map<Slot, Integer> sessions = new EnumMap<>(Slot.class);
  private final Set<String> refused = new HashSet<>();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile Optional<Slot> active = Optional.empty();
  private volatile @Nullable Consumer<Duration> whenDrained;
  private volatile long asked;

  /** What the front door shows, whatever the balancer says. */
  volatile Optional<Slot> stuckOn = Optional.empty();

  FakeTraffic(Cut cut, FakePlatform platform) {
    this.cut = cut;
    this.platform = platform;
    try {
      door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    door.createContext("/", this::handle);
    door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    door.start();
  }

  URI frontDoor() {
    return URI.create("http://127.0.0.1:" + door.getAddress().getPort() + "/");
  }

  /** Acts whose name begins so are refused, until {@link #mend}: {@code switch green}. */
  void refuse(String act) {
    refused.add(act);
  }

  void sessions(Slot slot, int count) {
    sessions.put(slot, count);
  }

  /** Somebody else switches. */
  void tamper(Optional<Slot> slot) {
    active = slot;
  }

  /** It does not say what it still serves; told how long was waited before servers went. */
  void keepSilent(Consumer<Duration> drained) {
    whenDrained = drained;
  }

  void mend() {
    refused.clear();
    sessions.clear();
    stuckOn = Optional.empty();
  }

  Optional<Slot> carries() {
    return active;
  }

  @Override
  public Optional<String> ready() throws TrafficException {
    act("ready");
    return Optional.empty();
  }

  @Override
  public Optional<Slot> active() throws TrafficException {
    act("active");
    return active;
  }

  @Override
  public void register(Slot slot, List<Server> servers) throws TrafficException {
    act("register " + slot);
    registered.put(slot, servers);
    cut.pass("after register");
  }

  @Override
  public void switchTo(Slot slot) throws TrafficException {
    act("switch " + slot);
    for (Server server : registered.getOrDefault(slot, List.of())) {
      if (platform.behaviour(server.name()) == FakeServer.Behaviour.LYING) {
        platform.violations.add("promise 2: " + server.name() + " got traffic");
      }
    }
    active = Optional.of(slot);
    if (refused.contains("read back " + slot)) {
      throw new TrafficException("the balancer does not say " + slot, "look at it");
    }
    cut.pass("after switch");
  }

  @Override
  public OptionalInt sessions(Slot slot) throws TrafficException {
    act("sessions");
    if (whenDrained != null) {
      asked = System.nanoTime();
      return OptionalInt.empty();
    }
    return OptionalInt.of(sessions.getOrDefault(slot, 0));
  }

  @Override
  public void unregister(Slot slot) throws TrafficException {
    act("unregister " + slot);
    if (active.equals(Optional.of(slot))) {
      throw new TrafficException("slot " + slot + " has the traffic", "switch first");
    }
    registered.remove(slot);
    if (whenDrained != null) {
      whenDrained.accept(Duration.ofNanos(System.nanoTime() - asked));
    }
  }

  @Override
  public void switchOff() throws TrafficException {
    act("switch off");
    active = Optional.empty();
    cut.pass("after switch off");
  }

  @Override
  public boolean lossless() {
    return true;
  }

  private void act(String what) throws TrafficException {
    cut.pass(what);
    if (refused.stream().anyMatch(what::startsWith)) {
      throw new TrafficException("the balancer refused: " + what, "look at it");
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Slot> slot = stuckOn.isPresent() ? stuckOn : active;
      List<Server> servers =
          slot.map(its -> registered.getOrDefault(its, List.of())).orElse(List.of());
      FakeServer.Answer answer = new FakeServer.Answer(503, "no server");
      if (!servers.isEmpty()) {
        Server next = servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()));
        Optional<FakeServer> its = platform.byName(next.name());
        answer = its.isPresent() ? its.get().answer() : answer;
      }
      if (exchange.getRequestHeaders().containsKey("x-immutable-probe")) {
        exchange.getResponseHeaders().set("x-immutable-slot", slot.map(Slot::label).orElse("none"));
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    door.stop(0);
  }
}
