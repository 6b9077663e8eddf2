package io.github.immutable.servers;

import org.jspecify.annotations.Nullable;

/**
 * One server, as the Terraform root's {@code servers} output names it.
 *
 * @param name unique within its slot, for example {@code web-local-blue-1}
 * @param address an IP address or host name that the balancer and this machine can reach
 * @param port TCP port of the application
 * @param image the exact artifact it was started from, where the root says so
 */
public record Server(String name, String address, int port, @Nullable String image) {

  /** {@code address:port}, bracketed where the address is IPv6. */
  public String endpoint() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
