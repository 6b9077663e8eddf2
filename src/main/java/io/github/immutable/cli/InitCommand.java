package io.github.immutable.cli;

import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code immutable init [FOLDER]}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a project that releases as it is.",
      "Copies the reference files of a target: a Packer template, an Ansible playbook with a sample",
      "site, Terraform roots, an inventory and a pipeline file. Never overwrites. At a terminal it",
      "asks for what is not given."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable init shop",
      "  immutable init shop --dry-run",
      "  cd shop && immutable init --target container --application shop",
      "  immutable init --adopt"
    })
final class InitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = ".",
      description = "Where to; made when absent. Default: the working directory.")
  private Path folder = Path.of(".");

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      completionCandidates = Candidates.Targets.class,
      description = {
        "What the servers are: container, on this machine; aws; or digitalocean.",
        "Default: container. What is yours to fill in stands in the pipeline file, and for a cloud",
        "in its guide, docs/guides/TARGET.md."
      })
  private @Nullable String target;

  @Option(
      names = "--application",
      paramLabel = "NAME",
      description = {
        "What the application is called; its servers are named after it.",
        "Default: the folder's name."
      })
  private @Nullable String application;

  @Option(
      names = "--adopt",
      description = {
        "Copies nothing: reads the Packer and Terraform files that are there, writes",
        "pipelines/production.yml for them, and lists what stands between them and a safe release."
      })
  private boolean adopt;

  @Option(names = "--dry-run", description = "Lists what it would write, and writes nothing.")
  private boolean dryRun;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws ReleaseFailure {
    Path whole = folder.toAbsolutePath().normalize();
    if (adopt) {
      return adopt();
    }
    InitAnswers answers = InitQuestions.of(spec).answers(whole, target, application);
    try {
      ReferenceFiles files = ReferenceFiles.of(answers.target(), answers.application());
      List<Path> missing = files.missing(whole);
      PrintWriter out = spec.commandLine().getOut();
      if (dryRun) {
        files
            .all()
            .forEach(
                file ->
                    out.println(
                        "  " + shown(file) + (missing.contains(file) ? "" : "   is there")));
      } else {
        files.write(missing, whole);
        missing.forEach(file -> spec.commandLine().getErr().println("  " + shown(file)));
      }
      out.println(summary(missing.size(), answers.application()));
      if (!dryRun) {
        next(whole, missing.isEmpty());
      }
      return 0;
    } catch (IOException e) {
      throw new ReleaseFailure.BadRequest(
          "the files could not be written to " + folder + ": " + Unwritable.why(e),
          "let this user write to that folder, or name another; what is written already stays");
    }
  }

  private int adopt() throws ReleaseFailure {
    if (target != null) {
      throw new ReleaseFailure.BadRequest(
          "--adopt takes the files that are there, and --target brings others",
          "leave one of them out");
    }
    try {
      new InitAdoption(folder, application, dryRun, spec.commandLine().getOut()).run();
      return 0;
    } catch (IOException e) {
      throw new ReleaseFailure.BadRequest(
          "the repository could not be read or written: " + Unwritable.why(e),
          "let this user read " + folder + " and write to its pipelines");
    }
  }

  private Path shown(Path file) {
    return folder.resolve(file).normalize();
  }

  private String summary(int missing, String application) {
    if (missing == 0) {
      return "everything is there already, for the application " + application;
    }
    return Words.count(missing, "file")
        + (dryRun ? " to write" : " written")
        + ", for the application "
        + application;
  }

  private void next(Path whole, boolean nothingWritten) {
    List<String> steps = FirstSteps.of(folder, whole, nothingWritten);
    PrintWriter err = spec.commandLine().getErr();
    err.println("Next:  " + String.join(System.lineSeparator() + "       ", steps));
  }
}
