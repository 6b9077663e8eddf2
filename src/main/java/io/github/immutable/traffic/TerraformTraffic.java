package io.github.immutable.traffic;

import io.github.immutable.servers.Server;
import io.github.immutable.servers.ServersException;
import io.github.immutable.servers.Slot;
import io.github.immutable.servers.TrafficRoot;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Switches a cloud's balancer by a Terraform root of the user's. Servers are made known to that
 * balancer by the root that makes them, and go from it with them.
 */
public final class TerraformTraffic implements TrafficSwitch {
  private static final Duration SHOW = Duration.ofMinutes(1);

  private final TrafficRoot root;
  private final @Nullable BalancerCommand show;
  private final boolean lossless;

  /** Reads from Terraform alone who has the traffic. */
  public TerraformTraffic(TrafficRoot root, boolean lossless) {
    this.root = root;
    this.show = null;
    this.lossless = lossless;
  }

  /**
   * Reads it from a command of the user's, which knows more and answers sooner.
   *
   * @param run executable and first arguments
   * @param directory the project
   * @param environment what it is told of the pipeline
   */
  public TerraformTraffic(
      TrafficRoot root,
      boolean lossless,
      List<String> run,
      Path directory,
      Map<String, String> environment,
      ToolRunner tools) {
    this.root = root;
    this.show =
        new BalancerCommand(run, directory, root.looks(), root.looks(), SHOW, environment, tools);
    this.lossless = lossless;
  }

  @Override
  public Optional<Slot> active() throws TrafficException, InterruptedException {
    if (show != null) {
      return show.show().active();
    }
    try {
      return BalancerView.slot(root.active());
    } catch (ServersException | ToolException e) {
      throw TrafficException.of(e);
    } catch (BalancerView.Unreadable e) {
      throw new TrafficException(
          "the traffic's Terraform root has an output that cannot be read: " + e.getMessage(),
          "let the output `active` be blue, green or none");
    }
  }

  @Override
  public void register(Slot slot, List<Server> servers) {
    // the root that made the servers has done it
  }

  @Override
  public void switchTo(Slot slot) throws TrafficException, InterruptedException {
    give(Optional.of(slot));
  }

  @Override
  public void switchOff() throws TrafficException, InterruptedException {
    give(Optional.empty());
  }

  private void give(Optional<Slot> slot) throws TrafficException, InterruptedException {
    try {
      root.give(BalancerView.name(slot));
    } catch (ServersException | ToolException e) {
      throw TrafficException.of(e);
    }
    if (show != null) {
      Optional<Slot> now = show.show().active();
      if (!now.equals(slot)) {
        throw new TrafficException(
            "Terraform has given the traffic to "
                + BalancerView.name(slot)
                + ", and the balancer says that it serves "
                + BalancerView.name(now),
            "find out who else changes the balancer; immutable status   shows what is live");
      }
    }
  }

  @Override
  public void unregister(Slot slot) throws TrafficException, InterruptedException {
    if (active().equals(Optional.of(slot))) {
      throw TrafficException.hasTheTraffic(slot);
    }
  }

  @Override
  public OptionalInt sessions(Slot slot) throws TrafficException, InterruptedException {
    return show == null ? OptionalInt.empty() : show.show().sessions(slot);
  }

  @Override
  public Optional<List<Target>> targets() throws TrafficException, InterruptedException {
    return show == null ? Optional.empty() : show.show().targets();
  }

  @Override
  public boolean lossless() {
    return lossless;
  }
}
