package io.github.immutable.servers;

import java.util.Optional;

/** How the balancer sees servers. */
public interface BalancerOpinion {
  /** Of a balancer that does not say. */
  BalancerOpinion NONE = server -> Optional.empty();

  /** Empty where it does not know the server, or does not say how it sees any. */
  Optional<CheckResult> of(Server server) throws InterruptedException;
}
