package io.github.immutable.release;

import io.github.immutable.ledger.Lease;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.github.immutable.traffic.BalancerLook;
import io.github.immutable.traffic.Target;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Changes a balancer only while the pipeline is held, which is looked at immediately before; looks
 * at it in any case.
 */
public record FencedTraffic(TrafficSwitch traffic, Lease lease) implements TrafficSwitch {

  @Override
  public Optional<String> ready() throws TrafficException, InterruptedException {
    FencedTools.check(lease);
    return traffic.ready();
  }

  @Override
  public void stop() throws TrafficException, InterruptedException {
    FencedTools.check(lease);
    traffic.stop();
  }

  @Override
  public void register(Slot slot, List<Server> servers)
      throws TrafficException, InterruptedException {
    FencedTools.check(lease);
    traffic.register(slot, servers);
  }

  @Override
  public void switchTo(Slot slot) throws TrafficException, InterruptedException {
    FencedTools.check(lease);
    traffic.switchTo(slot);
  }

  @Override
  public void unregister(Slot slot) throws TrafficException, InterruptedException {
    FencedTools.check(lease);
    traffic.unregister(slot);
  }

  @Override
  public void switchOff() throws TrafficException, InterruptedException {
    FencedTools.check(lease);
    traffic.switchOff();
  }

  @Override
  public BalancerLook look() throws TrafficException, InterruptedException {
    return traffic.look();
  }

  @Override
  public Optional<Slot> active() throws TrafficException, InterruptedException {
    return traffic.active();
  }

  @Override
  public Optional<List<Target>> targets() throws TrafficException, InterruptedException {
    return traffic.targets();
  }

  @Override
  public OptionalInt sessions(Slot slot) throws TrafficException, InterruptedException {
    return traffic.sessions(slot);
  }

  @Override
  public boolean lossless() {
    return traffic.lossless();
  }
}
