package io.github.immutable.servers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A Terraform root of the user's that decides which slot has the traffic, in a state of its own.
 *
 * @param from the checkout's folder; it is copied before Terraform uses it
 * @param executable {@code terraform} or {@code tofu}
 * @param changes addresses of the resources that a switch may create, import or update
 * @param inputs the root's variables, but for {@code active} and {@code weights}
 * @param kept where the copy that is applied, and what Terraform says of it, stay
 * @param looks where those of a look go
 */
public record TrafficRoot(
    Path from,
    Workspace workspace,
    String executable,
    List<String> changes,
    Map<String, Object> inputs,
    Path kept,
    Path looks,
    ToolRunner tools,
    Consumer<String> progress) {
  private static final String ACTIVE = "active";

  /**
   * What the output {@code active} is after a refresh, without changing anything. Where an apply
   * that was cut short has torn the state, it is the state from before that is refreshed; the next
   * {@link #give} puts it back.
   *
   * @return {@code none} where the root has made nothing yet
   */
  public String active() throws ServersException, ToolException, InterruptedException {
    TerraformRun run = run(whole(workspace.forLooking()), looks);
    Path plan = run.planFile("refresh");
    try {
      Path variables = run.prepare(given("none"), plan);
      run.plan(run.terraform().planRefresh(variables, plan));
      JsonNode planned = run.show(plan).path("planned_values").path("outputs").path(ACTIVE);
      return planned.path("value").asText("none");
    } finally {
      TerraformRun.delete(plan);
    }
  }

  /**
   * Gives the traffic to a slot. Repeatable.
   *
   * @param active {@code blue}, {@code green} or {@code none}
   * @throws PlanRefusedException when the plan goes beyond {@code changes}; nothing was changed
   */
  public void give(String active) throws ServersException, ToolException, InterruptedException {
    TerraformRun run = run(workspace, kept);
    Path plan = run.planFile("switch");
    try {
      Path variables = run.prepare(given(active), plan);
      run.settle();
      if (run.plan(run.terraform().plan(variables, plan))) {
        List<String> beyond = beyond(Plan.of(run.show(plan)));
        if (!beyond.isEmpty()) {
          throw new PlanRefusedException(beyond);
        }
        run.apply(plan);
      }
    } finally {
      TerraformRun.delete(plan);
    }
    String now =
        run.outputs("Terraform could not say who has the traffic")
            .path(ACTIVE)
            .path("value")
            .asText("");
    if (!now.equals(active)) {
      throw new ServersException(
          "the traffic was given to "
              + active
              + ", and the root's output `active` says \""
              + now
              + "\"",
          "let the output `active` name the slot that the resource's own attributes say is served",
          null,
          List.of());
    }
  }

  /** What a plan would do that a switch may not. */
  List<String> beyond(Plan plan) {
    List<String> reasons = new ArrayList<>();
    for (Plan.ResourceChange change : plan.changes()) {
      boolean nothing =
          Set.of("no-op", "read").containsAll(change.actions())
              && !change.moved()
              && !change.imported();
      boolean allowed =
          changes.stream().anyMatch(address -> isOf(address, change.address()))
              && Set.of("create", "update", "no-op").containsAll(change.actions())
              && !change.moved();
      if (!nothing && !allowed) {
        reasons.add(
            change.address()
                + ": "
                + String.join(" and ", change.actions())
                + ", and a switch may create, import or update "
                + String.join(", ", changes)
                + " only");
      }
    }
    return reasons;
  }

  /** An address without an index means each of its instances. */
  private static boolean isOf(String named, String address) {
    return address.equals(named) || address.startsWith(named + "[");
  }

  private Workspace whole(Workspace its) throws ServersException {
    Workspace before = its.asIfEmpty(looks.resolve("before"));
    Optional<StateCopy> copy = StateCopy.of(run(its, looks).terraform());
    if (copy.isPresent() && copy.get().putBackTo(before.state())) {
      progress.accept(
          "an apply that was cut short has torn the traffic's state: it is read as it was before");
      return before;
    }
    return its;
  }

  private Map<String, Object> given(String active) {
    Map<String, Object> given = new LinkedHashMap<>(inputs);
    Map<String, Integer> weights = new TreeMap<>();
    for (Slot slot : Slot.values()) {
      weights.put(slot.label(), slot.label().equals(active) ? 100 : 0);
    }
    given.put(ACTIVE, active);
    given.put("weights", weights);
    return given;
  }

  private TerraformRun run(Workspace its, Path folder) throws ServersException {
    try {
      TerraformRoot root = TerraformRoot.copy(from, folder.resolve("root"));
      Terraform terraform = new Terraform(executable, root, its, folder.resolve("logs"));
      return new TerraformRun(terraform, tools, progress);
    } catch (IOException e) {
      throw new ServersException(
          "the Terraform root of the traffic could not be copied: " + e,
          "check that " + from + " can be read, and that there is room",
          null,
          List.of());
    }
  }
}
