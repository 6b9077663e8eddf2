package io.github.immutable.fuzz;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run has tried, and what it reached.
 *
 * @param given by the name of what they were given to
 */
record Report(Map<String, Watched.Given> given, List<Coverage.Reached> reached) {
  /** Share of a parser's lines that inputs must reach, in percent. */
  private static final int ENOUGH = 80;

  static final List<String> MEASURED =
      List.of(
          "image.PackerLine",
          "image.PackerStream",
          "image.PackerOutcome",
          "image.Manifest",
          "image.AnsibleResults",
          "image.TaskMessage",
          "servers.Diagnostics",
          "servers.Plan",
          "servers.PlanGuard",
          "servers.ServersOutput",
          "servers.Inventory",
          "servers.HttpProbe",
          "servers.ExpectedAnswer",
          "servers.TerraformRoot",
          "pipeline.PipelineLoader",
          "pipeline.YamlTree",
          "pipeline.YamlText",
          "pipeline.YamlSyntax",
          "pipeline.Binder",
          "pipeline.Scalar",
          "traffic.BackendLoad",
          "traffic.BalancerView",
          "traffic.ProcessList",
          "traffic.ServerState",
          "traffic.SlotMap",
          "contract.HclFile",
          "contract.Hcl4j",
          "contract.TerraformValidation",
          "contract.PackerValidation");

  /** Parts of these are no parsers: they copy, write, connect or ask. */
  private static final List<String> ONLY_IN_PART =
      List.of("HttpProbe", "TerraformRoot", "SlotMap", "Inventory");

  int inputs() {
    return given.values().stream().mapToInt(Watched.Given::inputs).sum();
  }

  List<Coverage.Reached> hardlyReached() {
    return reached.stream()
        .filter(its -> its.percent() < ENOUGH && !ONLY_IN_PART.contains(its.name()))
        .toList();
  }

  String table(String seed) {
    StringBuilder table = new StringBuilder("fuzz: %d inputs, %s%n".formatted(inputs(), seed));
    new TreeMap<>(given)
        .forEach(
            (target, its) ->
                table.append(
                    "fuzz: %-26s %6d inputs, most work on one %4d ms%n"
                        .formatted(target, its.inputs(), its.longest().toMillis())));
    for (Coverage.Reached its : reached) {
      String part = ONLY_IN_PART.contains(its.name()) ? ", the rest parses nothing" : "";
      table.append(
          "fuzz: %-26s %3d of %3d lines reached, %3d %%%s%n"
              .formatted(its.name(), its.lines(), its.of(), its.percent(), part));
    }
    return table.toString();
  }
}
