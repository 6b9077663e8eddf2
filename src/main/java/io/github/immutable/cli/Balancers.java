package io.github.immutable.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Traffic;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Site;
import io.github.immutable.servers.TrafficRoot;
import io.github.immutable.servers.Workspace;
import io.github.immutable.tool.ToolRunner;
import io.github.immutable.traffic.CommandTraffic;
import io.github.immutable.traffic.Haproxy;
import io.github.immutable.traffic.HaproxyConfig;
import io.github.immutable.traffic.HaproxyStanza;
import io.github.immutable.traffic.ManagedHaproxy;
import io.github.immutable.traffic.ManagedTraffic;
import io.github.immutable.traffic.TerraformTraffic;
import io.github.immutable.traffic.TrafficException;
import io.github.immutable.traffic.TrafficSwitch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The traffic driver that a pipeline asks for.
 *
 * @param root the project's folder
 * @param terraform {@code terraform} or {@code tofu}
 * @param progress is handed a line whenever Terraform is done with a resource
 */
record Balancers(Path root, Pipeline pipeline, String terraform, Consumer<String> progress) {

  TrafficSwitch driver(ToolRunner tools) throws TrafficException {
    Traffic traffic = pipeline.traffic();
    if (traffic.terraform() != null) {
      return driver(traffic.terraform(), tools);
    }
    if (traffic.command() != null) {
      return driver(traffic.command(), tools);
    }
    Path home = Site.home(root);
    return traffic.managed()
        ? new ManagedTraffic(managed(pipeline, home, tools))
        : new Haproxy(config(pipeline, home, tools));
  }

  private TrafficSwitch driver(Traffic.Terraform its, ToolRunner tools) {
    Map<String, Object> inputs = new LinkedHashMap<>(its.variables());
    inputs.put("project", pipeline.application());
    inputs.put("pipeline", pipeline.name());
    TrafficRoot switched =
        new TrafficRoot(
            root.resolve(its.root()),
            Workspace.ofTraffic(
                pipeline.application(),
                pipeline.name(),
                Site.home(root).resolve(Site.TERRAFORM_FOLDER)),
            terraform,
            its.changes(),
            inputs,
            Site.traffic(root, pipeline.name()),
            Site.looks(root).resolve("traffic"),
            tools,
            progress);
    return its.show().isEmpty()
        ? new TerraformTraffic(switched, its.lossless())
        : new TerraformTraffic(
            switched, its.lossless(), its.show(), root, told(its.variables()), tools);
  }

  private TrafficSwitch driver(Traffic.Command its, ToolRunner tools) {
    return new CommandTraffic(
        its.run(),
        root,
        Site.traffic(root, pipeline.name()).resolve("logs"),
        Site.looks(root).resolve("traffic"),
        its.timeout(),
        told(),
        tools,
        its.lossless());
  }

  /** What a command of the user's is told, besides its arguments. */
  private Map<String, String> told() {
    return Map.of(
        "IMMUTABLE_PROJECT", pipeline.application(), "IMMUTABLE_PIPELINE", pipeline.name());
  }

  /** The same with the variables of the root that it belongs to. */
  private Map<String, String> told(Map<String, Object> variables) {
    try {
      Map<String, String> told = new HashMap<>(told());
      told.put("IMMUTABLE_VARIABLES", JsonMapper.builder().build().writeValueAsString(variables));
      return told;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the loader lets only JSON's own types in", e);
    }
  }

  /** Refuses paths that no HAProxy configuration can name. */
  static void refuseUnfit(Pipeline pipeline, Path home) throws ReleaseFailure.BadRequest {
    Traffic.Haproxy haproxy = pipeline.traffic().haproxy();
    if (haproxy == null) {
      return;
    }
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

  /** The HAProxy of a pipeline, for what only HAProxies have. */
  static Traffic.Haproxy haproxy(Pipeline pipeline) throws ReleaseFailure.BadRequest {
    Traffic.Haproxy haproxy = pipeline.traffic().haproxy();
    if (haproxy == null) {
      throw new ReleaseFailure.BadRequest(
          "pipeline " + pipeline.name() + " has no HAProxy",
          "docs/traffic.md says what its own driver needs");
    }
    return haproxy;
  }

  /** What the driver must know of an HAProxy, whoever runs it. */
  static HaproxyConfig config(Pipeline pipeline, Path home, ToolRunner tools)
      throws TrafficException {
    Traffic.Haproxy haproxy = Objects.requireNonNull(pipeline.traffic().haproxy());
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
    Traffic.Haproxy haproxy = Objects.requireNonNull(pipeline.traffic().haproxy());
    return ManagedHaproxy.in(
        home.resolve("haproxy").resolve(pipeline.name()),
        haproxy.name(),
        haproxy.frontDoor(),
        haproxy.capacity(),
        tools);
  }
}
