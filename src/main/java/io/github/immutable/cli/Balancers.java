package io.github.immutable.cli;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Traffic;
import io.github.immutable.tool.ToolRunner;
import io.github.immutable.traffic.Haproxy;
import io.github.immutable.traffic.HaproxyConfig;
import io.github.immutable.traffic.ManagedHaproxy;
import io.github.immutable.traffic.ManagedTraffic;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.nio.file.Path;
import java.util.Objects;

/** The traffic driver that a pipeline asks for. */
final class Balancers {
  private Balancers() {}

  static TrafficSwitch of(Pipeline pipeline, Path home, ToolRunner tools) throws TrafficException {
    return pipeline.traffic().haproxy().managed()
        ? new ManagedTraffic(managed(pipeline, home, tools))
        : new Haproxy(config(pipeline, home, tools));
  }

  /** What the driver must know of the balancer, whoever runs it. */
  static HaproxyConfig config(Pipeline pipeline, Path home, ToolRunner tools)
      throws TrafficException {
    Traffic.Haproxy haproxy = pipeline.traffic().haproxy();
    if (haproxy.managed()) {
      return managed(pipeline, home, tools).config();
    }
    return new HaproxyConfig(
        haproxy.name(),
        haproxy.frontDoor(),
        Objects.requireNonNull(haproxy.socket()),
        haproxy.masterSocket(),
        Objects.requireNonNull(haproxy.map()),
        Objects.requireNonNull(haproxy.state()),
        haproxy.capacity());
  }

  private static ManagedHaproxy managed(Pipeline pipeline, Path home, ToolRunner tools)
      throws TrafficException {
    Traffic.Haproxy haproxy = pipeline.traffic().haproxy();
    return ManagedHaproxy.in(
        home.resolve("haproxy").resolve(pipeline.name()),
        haproxy.name(),
        haproxy.frontDoor(),
        haproxy.capacity(),
        tools);
  }
}
