package io.github.immutable.servers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.immutable.pipeline.RootWords;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes and destroys the servers of one slot: plan, guard, apply exactly the plan that was guarded.
 *
 * @param progress is handed a line whenever Terraform is done with a resource
 * @param words of the root
 */
public record SlotServers(
    Terraform terraform, ToolRunner tools, Consumer<String> progress, RootWords words) {

  SlotServers(Terraform terraform, ToolRunner tools, Consumer<String> progress) {
    this(terraform, tools, progress, RootWords.USUAL);
  }

  /**
   * Makes the slot's servers. Repeatable: after an attempt that was cut short it converges.
   *
   * @param inputs the root's variables
   * @param atLeast servers that the slot must have afterwards
   * @param image the exact artifact that they must run
   * @throws PlanRefusedException when the plan goes beyond the slot; nothing was changed
   */
  public List<Server> launch(Map<String, Object> inputs, PlanGuard guard, int atLeast, String image)
      throws ServersException, ToolException, InterruptedException {
    TerraformRun run = run();
    Path plan = run.planFile("launch");
    try {
      Path variables = run.prepare(inputs, plan);
      run.settle();
      run.plan(terraform.plan(variables, plan));
      Plan planned = Plan.ofLaunch(run.show(plan), words, guard.slot());
      refuse(guard.againstLaunch(planned, atLeast, image));
      run.apply(plan);
    } finally {
      TerraformRun.delete(plan);
    }
    JsonNode outputs = run.outputs("Terraform could not say what it made");
    List<Server> servers = ServersOutput.read(listed(outputs, guard.slot()), words, guard.slot());
    List<String> reasons = guard.against(servers, atLeast, image);
    if (!reasons.isEmpty()) {
      throw new ServersException(
          "Terraform made other servers than were asked for: " + reasons.getFirst(),
          "correct the Terraform root, and its output \"servers\"",
          null,
          reasons);
    }
    return servers;
  }

  /**
   * What a launch would do.
   *
   * @param refused why the guard would not let it be applied; empty when it would
   */
  public record Intended(Plan plan, List<String> refused) {}

  /** Makes the plan of a launch, holds it against the guard, and throws it away. */
  public Intended look(Map<String, Object> inputs, PlanGuard guard, int atLeast, String image)
      throws ServersException, ToolException, InterruptedException {
    TerraformRun run = run();
    Path file = run.planFile("look");
    try {
      Path variables = run.prepare(inputs, file);
      run.plan(terraform.plan(variables, file));
      Plan plan = Plan.ofLaunch(run.show(file), words, guard.slot());
      return new Intended(plan, guard.againstLaunch(plan, atLeast, image));
    } finally {
      TerraformRun.delete(file);
    }
  }

  /** Destroys the slot's servers. Repeatable: nothing is done where nothing stands. */
  public void destroy(Map<String, Object> inputs, PlanGuard guard)
      throws ServersException, ToolException, InterruptedException {
    TerraformRun run = run();
    Path plan = run.planFile("destroy");
    try {
      Path variables = run.prepare(inputs, plan);
      run.settle();
      // a state that slots share is never destroyed: the slot is left without servers
      ToolCall planned =
          words.shared() ? terraform.plan(variables, plan) : terraform.planDestroy(variables, plan);
      if (run.plan(planned)) {
        Plan removal = Plan.of(run.show(plan), words, guard.slot());
        refuse(guard.againstDestroy(removal));
        run.apply(plan);
      }
    } finally {
      TerraformRun.delete(plan);
    }
    if (words.shared()) {
      refuseLeft(run, guard.slot());
    }
  }

  private void refuseLeft(TerraformRun run, Slot slot)
      throws ServersException, ToolException, InterruptedException {
    JsonNode left = listed(run.outputs("Terraform could not say what is left"), slot);
    if (!left.isEmpty()) {
      throw new ServersException(
          "slot " + slot + " was to have no servers, and Terraform still lists " + left.size(),
          "let the root make as many servers as " + words.variable("servers", slot.label()),
          null,
          List.of());
    }
  }

  private JsonNode listed(JsonNode outputs, Slot slot) {
    return outputs.path(words.output("servers", slot.label())).path("value");
  }

  private TerraformRun run() {
    return new TerraformRun(terraform, tools, progress);
  }

  private static void refuse(List<String> reasons) throws PlanRefusedException {
    if (!reasons.isEmpty()) {
      throw new PlanRefusedException(reasons);
    }
  }
}
