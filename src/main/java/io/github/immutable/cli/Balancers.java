package io.github.immutable.cli;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Traffic;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.tool.ToolRunner;
import io.github.immutable.traffic.Haproxy;
import io.github.immutable.traffic.HaproxyConfig;
import io.github.immutable.traffic.HaproxyStanza;
import io.github.immutable.traffic.ManagedHaproxy;
import io.github.immutable.traffic.ManagedTraffic;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The traffic driver that a pipeline asks for. */
final class Balancers {
  private Balancers() {}

  static TrafficSwitch of(Pipeline pipeline, Path home, ToolRunner tools) throws TrafficException {
    return pipeline.traffic().haproxy().managed()
        ? new ManagedTraffic(managed(pipeline, home, tools))
        : new Haproxy(config(pipeline, home, tools));
  }

  /** Refuses paths that no HAProxy configuration can name. */
  static void refuseUnfit(Pipeline pipeline, Path home) throws ReleaseFailure.BadRequest {
    Traffic.Haproxy haproxy = pipeline.traffic().haproxy();
    List<@Nullable Path> paths =
        haproxy.managed()
            ? List.of(home)
            : Arrays.asList(haproxy.socket(), haproxy.map(), haproxy.state());
    for (Path path : paths) {
      if (path != null && !HaproxyStanza.canBeGiven(path)) {
        throw new ReleaseFailure.BadRequest(
            "HAProxy cannot be given the path "
                + path
                + ", for it has a quote, a backslash, a dollar sign or a control character in it",
            "move the project, or what the pipeline file names there, to a plainer path");
      }
    }
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
