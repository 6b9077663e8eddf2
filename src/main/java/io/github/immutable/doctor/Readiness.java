package io.github.immutable.doctor;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.tool.Executables;
import io.github.immutable.tool.ToolRunner;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Whether this machine has what a pipeline's releases run: tools, room, and permission. */
public final class Readiness {
  /** What a release is refused with when the machine is not set up for it. */
  public static final int SET_UP = 2;

  private final Path project;
  private final @Nullable Pipeline pipeline;
  private final String terraform;
  private final Folders folders;
  private final ToolCheck check;

  /**
   * @param project absolute
   * @param terraform {@code terraform}, {@code tofu} or a path
   * @param logs where the tools' answers go; somebody else deletes it
   */
  public Readiness(
      ToolRunner runner, Path project, Pipeline pipeline, String terraform, Path logs) {
    this(project, pipeline, terraform, Folders.usual(), ToolCheck.here(runner, project, logs));
  }

  /** Where no pipeline says what is needed: all that the reference pipeline needs. */
  public static Readiness ofMachine(ToolRunner runner, Path folder, String terraform, Path logs) {
    return new Readiness(
        folder, null, terraform, Folders.usual(), ToolCheck.here(runner, folder, logs));
  }

  Readiness(
      Path project,
      @Nullable Pipeline pipeline,
      String terraform,
      Folders folders,
      ToolCheck check) {
    this.project = project;
    this.pipeline = pipeline;
    this.terraform = terraform;
    this.folders = folders;
    this.check = check;
  }

  /**
   * What would stop a release; empty when nothing would.
   *
   * @param building whether Packer and Ansible are needed
   */
  public List<Finding> problems(boolean building) throws InterruptedException {
    List<Finding> problems = folders().stream().filter(Finding::isProblem).toList();
    // without room for their answers no tool can be asked
    return problems.isEmpty()
        ? tools(building).stream().filter(Finding::isProblem).toList()
        : problems;
  }

  /** About the folders that are written to. */
  public List<Finding> folders() {
    return folders.findings(project, pipeline != null);
  }

  /** About the tools, which are asked beside each other. */
  public List<Finding> tools(boolean building) throws InterruptedException {
    Optional<Finding> cannotStart = check.starter();
    if (cannotStart.isPresent()) {
      return List.of(cannotStart.get(), Finding.notChecked("other tools", "setsid starts them"));
    }
    List<Callable<Finding>> questions = new ArrayList<>();
    if (building) {
      questions.add(() -> check.of(NeededTool.PACKER, "packer", ofBuild()));
      if (pipeline == null || Template.runsAnsible(project.resolve(pipeline.image().template()))) {
        questions.add(() -> check.of(NeededTool.ANSIBLE, "ansible-playbook", ofBuild()));
        questions.add(() -> check.ssh(ofBuild()));
      }
    }
    questions.add(() -> check.of(NeededTool.TERRAFORM, terraform, check.path()));
    if (pipeline == null || pipeline.traffic().managed()) {
      questions.add(
          () -> check.of(NeededTool.HAPROXY, "haproxy", Executables.systemPath(check.path())));
    }
    questions.add(check::lock);
    return answers(questions);
  }

  private static List<Finding> answers(List<Callable<Finding>> questions)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Finding> answer : threads.invokeAll(questions)) {
        findings.add(answer.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return findings;
  }

  /** What Packer is looked for in, and looks in itself, when an image is built. */
  private String ofBuild() {
    List<String> folders = new ArrayList<>();
    if (pipeline != null) {
      pipeline
          .image()
          .path()
          .forEach(its -> folders.add(project.resolve(its).normalize().toString()));
    }
    folders.add(check.path());
    return String.join(File.pathSeparator, folders);
  }
}
