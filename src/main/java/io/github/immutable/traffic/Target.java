package io.github.immutable.traffic;

/**
 * A server as the balancer sees it.
 *
 * @param address as the server's own output has it
 * @param healthy whether the balancer would send it a request
 * @param what its state and why, in one line
 */
public record Target(String address, int port, boolean healthy, String what) {}
