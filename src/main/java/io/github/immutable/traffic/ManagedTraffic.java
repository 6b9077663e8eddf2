package io.github.immutable.traffic;

import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Switches an HAProxy that is ours, and sees to it that it runs. */
public final class ManagedTraffic implements TrafficSwitch {
  /** Starts it, or writes its configuration anew and reloads it. */
  private static final String START = "immutable traffic start";

  private final ManagedHaproxy instance;
  private final Haproxy haproxy;

  /** Starts nothing yet. */
  public ManagedTraffic(ManagedHaproxy instance) {
    this.instance = instance;
    this.haproxy = new Haproxy(instance.config());
  }

  @Override
  public Optional<String> ready() throws TrafficException, InterruptedException {
    return instance.start() == ManagedHaproxy.Condition.DEAD
        ? Optional.of("HAProxy had died, and nobody was served; it was started again")
        : Optional.empty();
  }

  @Override
  public BalancerLook look() throws TrafficException, InterruptedException {
    ManagedHaproxy.Look look = instance.look();
    return switch (look.condition()) {
      case ABSENT ->
          new BalancerLook(false, haproxy.written(), "not started yet; a release starts it", "");
      case DEAD ->
          new BalancerLook(false, haproxy.written(), "HAProxy has died; nobody is served", START);
      case RUNNING ->
          look.current()
              ? new BalancerLook(true, haproxy.active(), "HAProxy runs as it should", "")
              : new BalancerLook(
                  true,
                  haproxy.active(),
                  "HAProxy runs, and its configuration file is not the one wanted",
                  START);
    };
  }

  @Override
  public void stop() throws TrafficException, InterruptedException {
    instance.stop();
  }

  /** Before its first start nobody has the traffic; one that died is a failure. */
  @Override
  public Optional<Slot> active() throws TrafficException, InterruptedException {
    return switch (instance.condition()) {
      case ABSENT -> Optional.empty();
      case RUNNING -> haproxy.active();
      case DEAD ->
          throw new TrafficException(
              "HAProxy, which this tool manages here, has died",
              "immutable traffic start   starts it again; it will serve what it served before");
    };
  }

  @Override
  public void register(Slot slot, List<Server> servers)
      throws TrafficException, InterruptedException {
    haproxy.register(slot, servers);
  }

  @Override
  public void switchTo(Slot slot) throws TrafficException, InterruptedException {
    haproxy.switchTo(slot);
  }

  @Override
  public OptionalInt sessions(Slot slot) throws TrafficException, InterruptedException {
    return haproxy.sessions(slot);
  }

  @Override
  public void unregister(Slot slot) throws TrafficException, InterruptedException {
    haproxy.unregister(slot);
  }

  @Override
  public void switchOff() throws TrafficException, InterruptedException {
    haproxy.switchOff();
  }

  @Override
  public boolean lossless() {
    return haproxy.lossless();
  }
}
