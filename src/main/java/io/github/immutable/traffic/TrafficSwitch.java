package io.github.immutable.traffic;

import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Gives a slot the traffic. One implementation per balancer. */
public interface TrafficSwitch {

  /**
   * Makes sure that the balancer runs and has what this driver needs; starts one that is ours.
   *
   * @return what was wrong and has been mended, in one line for people
   * @throws TrafficException when it does not, with what is missing
   */
  default Optional<String> ready() throws TrafficException, InterruptedException {
    return Optional.empty();
  }

  /**
   * What {@link #ready} would find, without making or starting anything.
   *
   * @throws TrafficException what {@link #ready} would throw, as far as it can be foreseen
   */
  default BalancerLook look() throws TrafficException, InterruptedException {
    ready();
    return new BalancerLook(true, active(), "answers", "");
  }

  /** Stops a balancer that is ours; leaves the user's own alone. */
  default void stop() throws TrafficException, InterruptedException {}

  /**
   * The slot that new requests go to now, read from the balancer itself and not from what we wrote.
   *
   * @return empty when no slot has the traffic
   */
  Optional<Slot> active() throws TrafficException, InterruptedException;

  /**
   * Makes the slot's servers known to the balancer, replacing what it knew of that slot. Does not
   * give them traffic. Repeatable.
   */
  void register(Slot slot, List<Server> servers) throws TrafficException, InterruptedException;

  /**
   * Gives all new requests to the slot in one step, survives a reload and a restart of the
   * balancer, and is read back before this returns. Repeatable.
   */
  void switchTo(Slot slot) throws TrafficException, InterruptedException;

  /**
   * Requests and connections still being served or queued by the slot, old workers included.
   *
   * @return empty where the balancer does not say
   */
  OptionalInt sessions(Slot slot) throws TrafficException, InterruptedException;

  /**
   * How the balancer itself sees the servers that it knows, of both slots.
   *
   * @return empty where it does not say
   */
  default Optional<List<Target>> targets() throws TrafficException, InterruptedException {
    return Optional.empty();
  }

  /**
   * Takes the slot's servers out of the balancer, for they are about to be destroyed.
   *
   * @throws TrafficException also when the slot has the traffic
   */
  void unregister(Slot slot) throws TrafficException, InterruptedException;

  /** Gives no slot the traffic: for {@code destroy} and for a first release that is put back. */
  void switchOff() throws TrafficException, InterruptedException;

  /** Whether a switch loses no requests, as far as the driver's documentation promises. */
  boolean lossless();
}
