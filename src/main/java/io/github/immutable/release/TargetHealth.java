package io.github.immutable.release;

import io.github.immutable.pipeline.Health;
import io.github.immutable.servers.BalancerOpinion;
import io.github.immutable.servers.CheckResult;
import io.github.immutable.servers.Server;
import io.github.immutable.tool.Time;
import io.github.immutable.traffic.Target;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the balancer sees each server. It is asked about all of them at once, and not again within
 * the time from one check to the next, however many servers are checked. Where it cannot be asked
 * it has no say about servers that are asked themselves: that its credentials have expired says
 * nothing about them.
 */
final class TargetHealth implements BalancerOpinion {
  private final TrafficSwitch traffic;
  private final Time time;
  private final Duration every;
  private final boolean alone;
  private @Nullable Duration asked;
  private Optional<List<Target>> targets = Optional.empty();
  private @Nullable String failure;

  TargetHealth(TrafficSwitch traffic, Time time, Health health) {
    this.traffic = traffic;
    this.time = time;
    this.every = health.every();
    this.alone = health.from() == Health.From.BALANCER;
  }

  @Override
  public synchronized Optional<CheckResult> of(Server server) throws InterruptedException {
    if (asked == null || time.elapsed().minus(asked).compareTo(every) >= 0) {
      ask();
      asked = time.elapsed();
    }
    if (failure != null) {
      return alone
          ? Optional.of(CheckResult.unhealthy("the balancer could not be asked: " + failure))
          : Optional.empty();
    }
    return targets
        .flatMap(all -> all.stream().filter(its -> is(its, server)).findFirst())
        .map(TargetHealth::said);
  }

  private void ask() throws InterruptedException {
    try {
      failure = null;
      targets = traffic.targets();
    } catch (TrafficException e) {
      failure = String.valueOf(e.getMessage());
    }
  }

  private static boolean is(Target target, Server server) {
    return target.address().equals(server.address()) && target.port() == server.port();
  }

  private static CheckResult said(Target target) {
    return target.healthy()
        ? CheckResult.healthy("the balancer calls it " + target.what())
        : CheckResult.unhealthy("the balancer calls it " + target.what());
  }
}
