package io.github.immutable.cli;

import io.github.immutable.release.ReleaseFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
      "Copies the reference files for a target into a folder: Packer template, Ansible playbook,",
      "Terraform root, inventory and pipeline file. Never overwrites."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  immutable init shop", "  cd shop && immutable init --target container"})
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
      defaultValue = "container",
      description = "What the servers are: container, the only one yet.")
  private String target = "container";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws ReleaseFailure {
    try {
      List<Path> made = ReferenceFiles.of(target).copyTo(folder.toAbsolutePath().normalize());
      made.forEach(
          file -> spec.commandLine().getErr().println("  " + folder.resolve(file).normalize()));
      spec.commandLine()
          .getOut()
          .println(made.isEmpty() ? "everything is there already" : made.size() + " files written");
      if (!made.isEmpty()) {
        spec.commandLine().getErr().println("Next:  " + next());
      }
      return 0;
    } catch (IOException e) {
      throw new ReleaseFailure.BadRequest(
          "the files could not be written to " + folder + ": " + e,
          "let this user write to that folder, or name another");
    }
  }

  private String next() {
    String there = folder.normalize().toString();
    return (there.isEmpty() ? "" : "cd " + there + " && ")
        + "git init && git add . && git commit -m 'First version' && git tag v1"
        + " && immutable release v1";
  }
}
