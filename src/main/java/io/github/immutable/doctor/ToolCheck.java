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
 * @param path inherited, where what starts tools is looked for
 */
record ToolCheck(
    ToolRunner runner, Path directory, Path logs, Installation installation, String path) {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int LINES = 3;

  static ToolCheck here(ToolRunner runner, Path directory, Path logs) {
    return new ToolCheck(
        runner, directory, logs, Installation.here(), System.getenv().getOrDefault("PATH", ""));
  }

  /**
   * @param executable a bare name, or a path
   * @param folders that a bare name is looked for in
   */
  Finding of(NeededTool tool, String executable, String folders) throws InterruptedException {
    Optional<Path> found = Executables.find(executable, folders);
    if (found.isEmpty()) {
      return missing(tool.label(), executable);
    }
    List<String> command = command(found.get(), tool.question());
    try {
      ToolRun run = runner.run(call(tool.label() + "-version", command, folders));
      if (!run.succeeded()) {
        return broken(tool.label(), found.get(), "ends with " + run.exitCode(), command)
            .with(run.lastLines(LINES));
      }
      Optional<VersionNumber> version = tool.version(run.output());
      if (version.isEmpty()) {
        return broken(tool.label(), found.get(), "answers as another program", command)
            .with(run.lastLines(LINES));
      }
      Finding judged = judged(tool, found.get(), version.get());
      return tool.lacksPlugins(version.get()) ? withPlugins(judged, found.get(), folders) : judged;
    } catch (ToolException e) {
      return broken(tool.label(), found.get(), "does not answer: " + e.getMessage(), command)
          .with(e.lines());
    }
  }

  /** Without any, a build fails at the first source or provisioner of its template. */
  private Finding withPlugins(Finding judged, Path found, String folders)
      throws ToolException, InterruptedException {
    List<String> command = command(found, List.of("plugins", "installed"));
    ToolRun run = runner.run(call("packer-plugins", command, folders));
    return judged.isProblem() || !run.succeeded() || !run.output().isBlank()
        ? judged
        : Finding.warning(
            judged.check(),
            judged.message() + "; since 1.10 its plugins are apart, and none is installed",
            "packer init packer/container/newer   # or the folder with your required_plugins");
  }

  /** A lock as Terraform's runs are kept apart by; BusyBox's flock cannot do it. */
  Finding lock() throws InterruptedException {
    Optional<Path> flock = Executables.find("flock", path);
    if (flock.isEmpty()) {
      return missing("flock", "flock");
    }
    String lock = logs.resolve("flock.lock").toString();
    List<String> command =
        command(flock.get(), List.of("--no-fork", "--conflict-exit-code", "75", lock, "true"));
    try {
      ToolRun run = runner.run(call("flock-once", command, path));
      return run.succeeded()
          ? Finding.ok("flock", flock.get() + " and setsid")
          : broken("flock", flock.get(), "ends with " + run.exitCode(), command)
              .with(run.lastLines(LINES));
    } catch (ToolException e) {
      return broken("flock", flock.get(), "does not answer: " + e.getMessage(), command);
    }
  }

  /**
   * Ansible reaches what Packer builds through it, unless the template has it connect otherwise:
   * this cannot be known here, so that nobody is stopped for want of it.
   */
  Finding ssh(String folders) throws InterruptedException {
    Optional<Path> ssh = Executables.find("ssh", folders);
    if (ssh.isEmpty()) {
      return Finding.warning(
              "ssh",
              "ssh is not on the PATH, and Ansible connects through it",
              installation.command("ssh"))
          .with(installation.elsewhere("ssh"));
    }
    List<String> command = command(ssh.get(), List.of("-V"));
    try {
      ToolRun run = runner.run(call("ssh-version", command, folders));
      // OpenSSH says its version on standard error
      return run.succeeded()
          ? Finding.ok(
              "ssh", String.join("", run.lastLines(1)).split("[ ,]", 2)[0] + ", " + ssh.get())
          : Finding.warning(
              "ssh",
              ssh.get() + " ends with " + run.exitCode(),
              "run it yourself: " + ssh.get() + " -V");
    } catch (ToolException e) {
      return Finding.warning(
          "ssh",
          ssh.get() + " does not answer: " + e.getMessage(),
          "run it yourself: " + ssh.get() + " -V");
    }
  }

  /** A problem if this tool, which all others are started by, is not there. */
  Optional<Finding> starter() {
    return Executables.find("setsid", path).isPresent()
        ? Optional.empty()
        : Optional.of(missing("setsid", "setsid"));
  }

  private static List<String> command(Path found, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(found.toString()));
    command.addAll(arguments);
    return command;
  }

  private ToolCall call(String name, List<String> command, String folders) {
    Map<String, String> environment = Map.of("PATH", folders, "CHECKPOINT_DISABLE", "1");
    return new ToolCall(name, command, directory, environment, logs, LIMIT);
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
        "run it yourself: " + String.join(" ", command));
  }
}
