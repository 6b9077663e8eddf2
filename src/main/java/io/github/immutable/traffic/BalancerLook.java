package io.github.immutable.traffic;

import io.github.immutable.servers.Slot;
import java.util.Optional;

/**
 * How a balancer is, by looking and changing nothing.
 *
 * @param running whether it answers
 * @param carries the slot that has the traffic; of one that does not run, the slot that will have
 *     it
 * @param message how it is, in one line
 * @param remedy the command that makes it as it should be; empty when it is
 */
public record BalancerLook(
    boolean running, Optional<Slot> carries, String message, String remedy) {}
