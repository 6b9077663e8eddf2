package io.github.immutable.servers;

import com.fasterxml.jackson.databind.JsonNode;
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
 * The steps from a root's inputs to an applied plan, in one state: prepare, plan, show, apply.
 *
 * @param progress is handed a line whenever Terraform is done with a resource
 */
record TerraformRun(Terraform terraform, ToolRunner tools, Consumer<String> progress) {
  private static final int CHANGES = 2;

  /**
   * Of this process alone: one that has slept through its lease may wake up beside whoever goes on
   * with its release, and delete its own plan.
   */
  Path planFile(String act) {
    return terraform.logs().resolve(act + "-" + ProcessHandle.current().pid() + ".tfplan");
  }

  /**
   * Writes the inputs and runs {@code init}.
   *
   * @return the file of the inputs
   */
  Path prepare(Map<String, Object> inputs, Path plan)
      throws ServersException, ToolException, InterruptedException {
    Path root = terraform.root().folder();
    if (!Files.isDirectory(root)) {
      throw new ServersException(
          "the Terraform root that made " + terraform.workspace().title() + " is gone: " + root,
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
  boolean plan(ToolCall call) throws ServersException, ToolException, InterruptedException {
    ToolRun run = tools.run(call);
    if (run.exitCode() != CHANGES) {
      explainTorn(run);
      succeed(run, "terraform could not make a plan for " + terraform.workspace().title());
    }
    return run.exitCode() == CHANGES;
  }

  /** Terraform itself speaks of a lock that it could not get. */
  private void explainTorn(ToolRun run) throws ServersException {
    Optional<StateCopy> copy = StateCopy.of(terraform);
    boolean failed = !run.succeeded() && run.exitCode() != ToolLock.HELD;
    if (failed && copy.isPresent() && copy.get().isTorn()) {
      throw new ServersException(
          "Terraform's state of "
              + terraform.workspace().title()
              + " is torn and cannot be read: "
              + copy.get().state(),
          copy.get().wayOut(),
          run.call().standardOutput(),
          List.of());
    }
  }

  JsonNode show(Path plan) throws ServersException, ToolException, InterruptedException {
    ToolRun run = tools.run(terraform.show(plan));
    succeed(run, "terraform could not show its plan");
    return Json.output(run);
  }

  /**
   * The outputs as the state has them: name to value and whether it is sensitive.
   *
   * @param failed what to say when there are none
   */
  JsonNode outputs(String failed) throws ServersException, ToolException, InterruptedException {
    ToolRun output = tools.run(terraform.output());
    if (!output.succeeded()) {
      throw Json.failed(output, failed, List.of());
    }
    return Json.output(output);
  }

  /** Applies exactly that plan. */
  void apply(Path plan) throws ServersException, ToolException, InterruptedException {
    Optional<StateCopy> copy = StateCopy.of(terraform);
    if (copy.isPresent()) {
      copy.get().take();
    }
    Act act = Act.begin("terraform apply in " + terraform.workspace().title());
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
    String failed = "terraform apply failed in " + terraform.workspace().title();
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
  Optional<String> settle() throws ServersException {
    Optional<StateCopy> copy = StateCopy.of(terraform);
    Optional<String> told = copy.isPresent() ? copy.get().settle() : Optional.empty();
    told.ifPresent(progress);
    return told;
  }

  private void succeed(ToolRun run, String message) throws ServersException {
    if (run.exitCode() == ToolLock.HELD) {
      throw new ServersException(
          "another Terraform is still at work in " + terraform.workspace().title(),
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

  static void delete(Path plan) throws ServersException {
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
