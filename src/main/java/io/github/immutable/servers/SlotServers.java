package io.github.immutable.servers;

import io.github.immutable.tool.Act;
import io.github.immutable.tool.PrivateFiles;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolLock;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes and destroys the servers of one slot: plan, guard, apply exactly the plan that was guarded.
 *
 * @param progress is handed a line whenever Terraform is done with a resource
 */
public record SlotServers(Terraform terraform, ToolRunner tools, Consumer<String> progress) {
  private static final int CHANGES = 2;

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
    Path plan = planFile("launch");
    try {
      Path variables = prepare(inputs, plan);
      settle();
      plan(terraform.plan(variables, plan));
      refuse(guard.againstLaunch(show(plan), atLeast, image));
      apply(plan);
    } finally {
      delete(plan);
    }
    ToolRun output = tools.run(terraform.output());
    if (!output.succeeded()) {
      throw Json.failed(output, "Terraform could not say what it made", List.of());
    }
    List<Server> servers = ServersOutput.read(Json.output(output).path("servers").path("value"));
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
    Path file = planFile("look");
    try {
      Path variables = prepare(inputs, file);
      plan(terraform.plan(variables, file));
      Plan plan = show(file);
      return new Intended(plan, guard.againstLaunch(plan, atLeast, image));
    } finally {
      delete(file);
    }
  }

  /** Destroys the slot's servers. Repeatable: nothing is done where nothing stands. */
  public void destroy(Map<String, Object> inputs, PlanGuard guard)
      throws ServersException, ToolException, InterruptedException {
    Path plan = planFile("destroy");
    try {
      Path variables = prepare(inputs, plan);
      settle();
      if (plan(terraform.planDestroy(variables, plan))) {
        refuse(guard.againstDestroy(show(plan)));
        apply(plan);
      }
    } finally {
      delete(plan);
    }
  }

  /**
   * Of this process alone: one that has slept through its lease may wake up beside whoever goes on
   * with its release, and delete its own plan.
   */
  private Path planFile(String act) {
    return terraform.logs().resolve(act + "-" + ProcessHandle.current().pid() + ".tfplan");
  }

  private Path prepare(Map<String, Object> inputs, Path plan)
      throws ServersException, ToolException, InterruptedException {
    Path root = terraform.root().folder();
    if (!Files.isDirectory(root)) {
      throw new ServersException(
          "the Terraform root that made slot " + terraform.workspace().slot() + " is gone: " + root,
          "put that folder back from a backup, or the same root from git; then run it again",
          null,
          List.of());
    }
    Path variables = terraform.logs().resolve("inputs.tfvars.json");
    try {
      Workspace workspace = terraform.workspace();
      PrivateFiles.folderOf(workspace.lock().file());
      PrivateFiles.folder(workspace.states());
      PrivateFiles.folder(workspace.data());
      PrivateFiles.folder(terraform.logs());
      keepPrivate();
      if (!terraform.root().hasBackend()) {
        terraform.root().keepStateIn(workspace.states());
      }
      PrivateFiles.fresh(plan);
      PrivateFiles.fresh(variables);
      Json.MAPPER.writeValue(variables.toFile(), inputs);
    } catch (IOException e) {
      throw new ServersException(
          "Terraform's inputs could not be written: " + e,
          "free some space or mend the permissions of " + terraform.logs(),
          null,
          List.of());
    }
    if (terraform.workspace().lock().held()) {
      progress.accept("the Terraform of an earlier run is still at work: waiting for it");
    }
    succeed(tools.run(terraform.init()), "terraform init failed");
    return variables;
  }

  /** Whether the plan has changes. */
  private boolean plan(ToolCall call) throws ServersException, ToolException, InterruptedException {
    ToolRun run = tools.run(call);
    if (run.exitCode() != CHANGES) {
      succeed(run, "terraform could not make a plan for slot " + terraform.workspace().slot());
    }
    return run.exitCode() == CHANGES;
  }

  private Plan show(Path plan) throws ServersException, ToolException, InterruptedException {
    ToolRun run = tools.run(terraform.show(plan));
    succeed(run, "terraform could not show its plan");
    return Plan.of(Json.output(run));
  }

  private void refuse(List<String> reasons) throws PlanRefusedException {
    if (!reasons.isEmpty()) {
      throw new PlanRefusedException(reasons);
    }
  }

  private void apply(Path plan) throws ServersException, ToolException, InterruptedException {
    Optional<StateCopy> copy = StateCopy.of(terraform);
    if (copy.isPresent()) {
      copy.get().take();
    }
    Act act = Act.begin("terraform apply in slot " + terraform.workspace().slot());
    ToolRun run;
    try {
      run =
          tools.run(terraform.apply(plan), line -> Diagnostics.progress(line).ifPresent(progress));
    } finally {
      try {
        closeStates();
      } finally {
        act.end();
      }
    }
    String failed = "terraform apply failed in slot " + terraform.workspace().slot();
    if (run.exitCode() != ToolLock.HELD) {
      failed += settled();
    }
    succeed(run, failed);
  }

  /** For the end of a message, so that Terraform's own failure is told too. */
  private String settled() {
    try {
      return settle().map(told -> "; " + told).orElse("");
    } catch (ServersException e) {
      return "; " + e.getMessage();
    }
  }

  /** Puts a local state back that an apply has torn; init has waited for an earlier one to end. */
  private Optional<String> settle() throws ServersException {
    Optional<StateCopy> copy = StateCopy.of(terraform);
    Optional<String> told = copy.isPresent() ? copy.get().settle() : Optional.empty();
    told.ifPresent(progress);
    return told;
  }

  private void succeed(ToolRun run, String message) throws ServersException {
    if (run.exitCode() == ToolLock.HELD) {
      throw new ServersException(
          "another Terraform is still at work in slot " + terraform.workspace().slot(),
          "wait for it to end: flock " + terraform.workspace().lock().file() + " true",
          null,
          List.of());
    }
    if (!run.succeeded()) {
      throw Json.failed(run, message, Diagnostics.errors(run));
    }
  }

  private void closeStates() throws ServersException {
    try {
      keepPrivate();
    } catch (IOException e) {
      throw new ServersException(
          "the states, which may hold secrets, could not be kept to their owner: " + e,
          "chmod -R go= " + terraform.workspace().states(),
          null,
          List.of());
    }
  }

  /** Terraform makes states and their backups readable for everybody. */
  private void keepPrivate() throws IOException {
    PrivateFiles.close(terraform.workspace().states());
    PrivateFiles.close(terraform.workspace().data());
  }

  private static void delete(Path plan) throws ServersException {
    try {
      Files.deleteIfExists(plan);
    } catch (IOException e) {
      throw new ServersException(
          "the plan, which may hold secrets, could not be deleted: " + e,
          "rm " + plan,
          null,
          List.of());
    }
  }
}
