package io.github.immutable.kill;

import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The balancer of an estate. */
record EstateTraffic(Gate gate, Estate estate) implements TrafficSwitch {

  @Override
  public Optional<Slot> active() {
    return Optional.ofNullable(estate.look().active);
  }

  @Override
  public void register(Slot slot, List<Server> servers) {
    String act = "register " + slot;
    gate.pass("before " + act);
    gate.middle(
        "in " + act + ", one server known",
        () -> estate.change(act, its -> its.registered.put(slot, List.of(servers.getFirst()))));
    estate.change(act, its -> its.registered.put(slot, servers));
    gate.pass("after " + act);
  }

  @Override
  public void switchTo(Slot slot) {
    gate.pass("before switch to " + slot);
    estate.change("switch to " + slot, its -> its.active = slot);
    gate.pass("after switch to " + slot);
  }

  @Override
  public OptionalInt sessions(Slot slot) {
    return OptionalInt.of(0);
  }

  @Override
  public void unregister(Slot slot) throws TrafficException {
    if (active().equals(Optional.of(slot))) {
      estate.change(
          "unregister", its -> its.violations.add("unregister " + slot + ", which has traffic"));
      throw new TrafficException("slot " + slot + " has the traffic", "switch first");
    }
    gate.pass("before unregister " + slot);
    estate.change("unregister " + slot, its -> its.registered.remove(slot));
    gate.pass("after unregister " + slot);
  }

  @Override
  public void switchOff() {
    gate.pass("before switch off");
    estate.change("switch off", its -> its.active = null);
    gate.pass("after switch off");
  }

  @Override
  public boolean lossless() {
    return true;
  }
}
