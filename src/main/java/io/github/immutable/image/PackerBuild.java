package io.github.immutable.image;

import io.github.immutable.tool.PrivateFiles;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolLock;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One {@code packer build} in a clean checkout.
 *
 * @param template what {@code packer build} is given, relative to the checkout
 * @param variables every placeholder filled; handed over in a file that only this user can read
 * @param manifest where the template's manifest post-processor writes; must not exist yet
 * @param results folder in which Ansible's junit callback leaves its files; made when absent
 * @param lock kept with Packer and its children, so that never two build for one pipeline
 */
public record PackerBuild(
    Checkout checkout,
    String template,
    Map<String, String> variables,
    Path manifest,
    Path results,
    ToolLock lock) {
  private static final Duration LOCK_WAIT = Duration.ofMinutes(5);

  public PackerBuild {
    variables = Map.copyOf(variables);
  }

  /** The call, with the variables in the given file. */
  public ToolCall call(Path variableFile) {
    return checkout
        .call(
            "packer-build",
            lock.around(
                List.of(
                    "packer",
                    "build",
                    "-machine-readable",
                    "-color=false",
                    "-var-file=" + variableFile,
                    template),
                LOCK_WAIT),
            Map.of("CHECKPOINT_DISABLE", "1", "PACKER_NO_COLOR", "1"))
        .as(ToolCall.Role.PACKER);
  }

  /**
   * What an earlier run of this very build made before it was cut short from us: what its manifest
   * names, which a template writes when all is done.
   *
   * @return empty where there is no manifest, or none that can be read
   */
  public List<Artifact> made() {
    try {
      return Manifest.artifacts(manifest);
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Deletes what an earlier build here says that it has made.
   *
   * @throws ToolException when it cannot be deleted
   */
  public void forget() throws ToolException {
    try {
      Files.deleteIfExists(manifest);
    } catch (IOException e) {
      throw new ToolException(
          "an old manifest could not be deleted: " + e,
          "let this user write to the folder of " + manifest,
          null,
          List.of());
    }
  }

  /**
   * Builds.
   *
   * @param progress is handed what Packer and Ansible say, line by line
   * @return one artifact or more, none of them blank
   * @throws BuildException when the build failed or left no artifact; names the failed Ansible task
   */
  public List<Artifact> run(ToolRunner tools, Consumer<String> progress)
      throws BuildException, ToolException, InterruptedException {
    try {
      PrivateFiles.folder(results);
      PrivateFiles.folder(checkout.logs());
      PrivateFiles.folderOf(lock.file());
      // Packer would add to the one of a run that was cut short
      Files.deleteIfExists(manifest);
      try (VariableFile file = VariableFile.of(variables, checkout.logs())) {
        ToolRun run = tools.run(call(file.path()), new PackerStream(progress));
        if (run.exitCode() == ToolLock.HELD) {
          throw new BuildException(
              "another Packer is still at work for this pipeline",
              "wait for it to end: flock " + lock.file() + " true",
              null,
              List.of());
        }
        return PackerOutcome.of(run, manifest, results).artifacts();
      }
    } catch (IOException e) {
      throw new ToolException(
          "Packer's variables, results and logs could not be written in "
              + checkout.logs().resolveSibling("")
              + ": "
              + e,
          "free some space or mend the permissions of that folder",
          null,
          List.of());
    }
  }
}
