package io.github.immutable.traffic;

import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Switches an HAProxy, the user's or one of ours, by its sockets; it is never reloaded for that. A
 * map says which slot has the traffic, a state file a slot keeps its servers. The files are written
 * before the process is told, so that a reload or a restart at any moment starts with the newest
 * intent.
 */
public final class Haproxy implements TrafficSwitch {
  private static final Duration TIME_TO_COME_UP = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final HaproxyConfig config;
  private final HaproxyWorkers workers;
  private final SlotMap map;

  /** Asks nothing yet. */
  public Haproxy(HaproxyConfig config) {
    this.config = config;
    this.workers = new HaproxyWorkers(config);
    this.map = new SlotMap(config.map());
  }

  /** Asks whether it has the map and both slots' backends; changes nothing. */
  @Override
  public Optional<String> ready() throws TrafficException, InterruptedException {
    map.read(workers::ask);
    room();
    // with a master that is another's, old workers would never be told of a switch
    workers.each(worker -> {}, worker -> {});
    return Optional.empty();
  }

  @Override
  public BalancerLook look() throws TrafficException, InterruptedException {
    ready();
    int room = room();
    boolean enough = room >= config.capacity();
    return new BalancerLook(
        true,
        active(),
        enough
            ? "answers on " + config.socket() + ", with the map and both backends"
            : "has room for " + room + " servers a slot, not for " + config.capacity(),
        enough ? "" : "add what `immutable traffic print-config` prints now, and reload");
  }

  /** The slot that a process yet to start will give the traffic to. */
  Optional<Slot> written() throws TrafficException {
    return map.written();
  }

  /** How many servers each slot's backend can take; less than {@code capacity} is an old stanza. */
  public int room() throws TrafficException, InterruptedException {
    int room = Integer.MAX_VALUE;
    for (Slot slot : Slot.values()) {
      room = Math.min(room, new SlotBackend(config, slot).states(workers::ask).size());
    }
    return room;
  }

  @Override
  public Optional<Slot> active() throws TrafficException, InterruptedException {
    return map.read(workers::ask);
  }

  @Override
  public void register(Slot slot, List<Server> servers)
      throws TrafficException, InterruptedException {
    if (servers.isEmpty()) {
      throw new TrafficException(
          "no servers to register as " + config.backend(slot),
          "see what the Terraform root returns");
    }
    List<SlotBackend.Endpoint> endpoints = new ArrayList<>();
    for (Server server : servers) {
      endpoints.add(SlotBackend.Endpoint.of(server));
    }
    if (new HashSet<>(endpoints).size() < endpoints.size()) {
      throw new TrafficException(
          "two servers of "
              + config.backend(slot)
              + " have the same address and port: "
              + endpoints,
          "see what the Terraform root returns");
    }
    set(slot, endpoints);
  }

  @Override
  public void switchTo(Slot slot) throws TrafficException, InterruptedException {
    awaitUsable(slot);
    give(Optional.of(slot));
  }

  @Override
  public void switchOff() throws TrafficException, InterruptedException {
    give(Optional.empty());
  }

  @Override
  public OptionalInt sessions(Slot slot) throws TrafficException, InterruptedException {
    String backend = config.backend(slot);
    AtomicInteger total = new AtomicInteger();
    HaproxyWorkers.Step add =
        worker -> {
          String answer = worker.ask("show stat " + backend + " 2 -1");
          total.addAndGet(BackendLoad.parse(answer, backend).total());
        };
    // Taken twice when a reload comes between: too many for once, and never too few.
    workers.each(add, add);
    return OptionalInt.of(total.get());
  }

  @Override
  public void unregister(Slot slot) throws TrafficException, InterruptedException {
    Optional<Slot> asked = Optional.of(slot);
    if (active().equals(asked) || map.written().equals(asked)) {
      throw new TrafficException(
          config.backend(slot) + " has the traffic: its servers stay",
          "give the traffic to the other slot first");
    }
    set(slot, List.of());
  }

  @Override
  public boolean lossless() {
    return config.masterSocket() != null;
  }

  private void set(Slot slot, List<SlotBackend.Endpoint> endpoints)
      throws TrafficException, InterruptedException {
    SlotBackend backend = new SlotBackend(config, slot);
    workers.each(
        worker -> {
          backend.become(worker, endpoints);
          backend.save(worker, endpoints);
        },
        map::sendOnward);
    // A reload may have brought up a worker that read the file before it was written.
    workers.each(worker -> backend.become(worker, endpoints), map::sendOnward);
  }

  private void give(Optional<Slot> slot) throws TrafficException, InterruptedException {
    map.read(workers::ask);
    map.write(slot);
    workers.each(worker -> map.set(worker, slot), map::sendOnward);
    if (!active().equals(slot)) {
      throw new TrafficException(
          "HAProxy took the switch and then undid it: " + active() + " has the traffic",
          "see who else writes to " + config.map());
    }
  }

  /** One usable server is enough: the way back may lead to a slot that has lost one meanwhile. */
  private void awaitUsable(Slot slot) throws TrafficException, InterruptedException {
    SlotBackend backend = new SlotBackend(config, slot);
    long end = System.nanoTime() + TIME_TO_COME_UP.toNanos();
    while (true) {
      List<ServerState> registered =
          backend.states(workers::ask).stream().filter(ServerState::isRegistered).toList();
      if (registered.stream().anyMatch(ServerState::isUsable)) {
        return;
      }
      if (registered.isEmpty() || System.nanoTime() > end) {
        throw new TrafficException(
            backend.name()
                + (registered.isEmpty()
                    ? " has no servers"
                    : " has no server that HAProxy can reach"),
            "the traffic stays where it is; see that the servers answer from HAProxy's machine");
      }
      Thread.sleep(LOOK);
    }
  }
}
