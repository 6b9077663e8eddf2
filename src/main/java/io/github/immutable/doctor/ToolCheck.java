package io.github.immutable.doctor;

import io.github.immutable.tool.Executables;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a tool for its version: that it is there says nothing about whether it runs.
 *
 * @param directory the working directory it is given
 * @param logs where its output goes
 */
record ToolCheck(ToolRunner runner, Path directory, Path logs, Installation installation) {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int LINES = 3;

  /**
   * @param executable a bare name, or a path
   * @param path folders that a bare name is looked for in
   */
  Finding of(NeededTool tool, String executable, String path) throws InterruptedException {
    Optional<Path> found = Executables.find(executable, path);
    if (found.isEmpty()) {
      return missing(tool.label(), executable);
    }
    List<String> command = new ArrayList<>(List.of(found.get().toString()));
    command.addAll(tool.question());
    try {
      ToolRun run = runner.run(call(tool.label(), command, path));
      if (!run.succeeded()) {
        return broken(tool.label(), found.get(), "ends with " + run.exitCode(), command)
            .with(run.lastLines(LINES));
      }
      Optional<VersionNumber> version = tool.version(run.output());
      return version.isEmpty()
          ? broken(tool.label(), found.get(), "answers as another program", command)
              .with(run.lastLines(LINES))
          : judged(tool, found.get(), version.get());
    } catch (ToolException e) {
      return broken(tool.label(), found.get(), "does not run: " + e.getMessage(), command)
          .with(e.lines());
    }
  }

  /** A lock as Terraform's runs are kept apart by; BusyBox's flock cannot do it. */
  Finding lock() throws InterruptedException {
    String path = System.getenv().getOrDefault("PATH", "");
    Optional<Path> flock = Executables.find("flock", path);
    if (flock.isEmpty()) {
      return missing("flock", "flock");
    }
    List<String> command =
        List.of(
            flock.get().toString(),
            "--no-fork",
            "--conflict-exit-code",
            "75",
            logs.resolve("flock.lock").toString(),
            "true");
    try {
      ToolRun run = runner.run(call("flock", command, path));
      return run.succeeded()
          ? Finding.ok("flock", flock.get() + " and setsid")
          : broken("flock", flock.get(), "ends with " + run.exitCode(), command)
              .with(run.lastLines(LINES));
    } catch (ToolException e) {
      return broken("flock", flock.get(), "does not run: " + e.getMessage(), command);
    }
  }

  /** A problem if this tool, which all others are started by, is not there. */
  Optional<Finding> starter() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Executables.find("setsid", path).isPresent()
        ? Optional.empty()
        : Optional.of(missing("setsid", "setsid"));
  }

  private ToolCall call(String label, List<String> command, String path) {
    Map<String, String> environment =
        Map.of(
            "PATH", path, "CHECKPOINT_DISABLE", "1", "TF_CLI_ARGS", "", "TF_CLI_ARGS_version", "");
    return new ToolCall(label + "-version", command, directory, environment, logs, LIMIT);
  }

  private Finding judged(NeededTool tool, Path found, VersionNumber version) {
    if (version.compareTo(tool.minimum()) < 0) {
      return Finding.problem(
              tool.label(),
              Readiness.SET_UP,
              version
                  + " at "
                  + found
                  + " is too old: "
                  + tool.minimum()
                  + " is the oldest that will do",
              installation.command(tool.label()))
          .with(installation.elsewhere(tool.label()));
    }
    String untried =
        version.compareTo(tool.tested()) > 0
            ? " (newer than " + tool.tested() + ", which is tested)"
            : "";
    return Finding.ok(tool.label(), version + untried + ", " + found);
  }

  private Finding missing(String label, String executable) {
    String where =
        executable.contains("/")
            ? "no executable at " + executable
            : executable + " is not on the PATH";
    return Finding.problem(label, Readiness.SET_UP, where, installation.command(label))
        .with(installation.elsewhere(label));
  }

  private static Finding broken(String label, Path found, String how, List<String> command) {
    return Finding.problem(
        label,
        Readiness.SET_UP,
        found + " " + how,
        "see for yourself: " + String.join(" ", command));
  }
}
