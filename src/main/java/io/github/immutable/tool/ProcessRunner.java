package io.github.immutable.tool;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecuteResultHandler;
import org.apache.commons.exec.DefaultExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tools as processes, each in a session of its own with its output in files: a Ctrl-C at the
 * terminal does not reach it behind our back, and it outlives us whole if we are killed.
 */
public final class ProcessRunner implements ToolRunner {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Time time;
  private final Inherited inherited;
  private final Redactor redactor;

  /** Of what is inherited, only what every tool may have; and there are no secrets. */
  public ProcessRunner(Time time) {
    this(time, Inherited.bare(), new Redactor());
  }

  /**
   * @param inherited what tools are given of this process's environment
   * @param redactor which logs pass before they are kept
   */
  public ProcessRunner(Time time, Inherited inherited, Redactor redactor) {
    this.time = time;
    this.inherited = inherited;
    this.redactor = redactor;
  }

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("not started: " + call.name());
    }
    if (!Files.isDirectory(call.directory())) {
      throw new ToolException(
          call.name() + " cannot start in " + call.directory() + ", which is no folder",
          "make that folder, or correct the path that names it",
          null,
          List.of());
    }
    Map<String, String> environment = environment(call);
    List<String> command = resolve(call, environment);
    Duration started = time.elapsed();
    Session session = new Session(call, inSession(command));
    DefaultExecuteResultHandler result = new DefaultExecuteResultHandler();
    RawLog output = RawLog.of(call, call.standardOutput());
    RawLog error = RawLog.of(call, call.standardError());
    try {
      output.begin(redactor);
      error.begin(redactor);
      ToolRun.Said said;
      try (FileFollower follower = new FileFollower(output.raw(), line)) {
        session.execute(new CommandLine("env"), environment, result);
        await(call, session, result, follower);
        output.room();
      } finally {
        said = new ToolRun.Said(output.finish(redactor), error.finish(redactor));
      }
      IOException failure = session.failure();
      if (failure != null) {
        throw new ToolException(
            call.command().getFirst() + " could not be started: " + failure.getMessage(),
            "check that it is an executable for this machine",
            null,
            List.of());
      }
      return new ToolRun(call, result.getExitValue(), time.elapsed().minus(started), said);
    } catch (IOException e) {
      throw new ToolException(
          "the output of " + call.name() + " could not be kept in " + call.logs() + ": " + e,
          "free some space or mend the permissions of that folder",
          null,
          List.of());
    }
  }

  /** However this is left, the tool has ended by then. */
  private void await(
      ToolCall call, Session session, DefaultExecuteResultHandler result, FileFollower follower)
      throws IOException, ToolException, InterruptedException {
    Time.Deadline deadline = time.deadline(call.timeout());
    try {
      while (!result.hasResult()) {
        result.waitFor(LOOK);
        follower.read();
        if (deadline.passed() && !result.hasResult()) {
          throw new ToolException(
              call.name() + " did not end within " + call.timeout().toSeconds() + " s; stopped it",
              "read its log, then try again",
              call.standardOutput(),
              List.of());
        }
      }
    } finally {
      if (!result.hasResult()) {
        session.stop(time);
      }
    }
  }

  private Map<String, String> environment(ToolCall call) {
    Map<String, String> environment = new HashMap<>(inherited.variables());
    call.environment()
        .forEach(
            (name, value) -> {
              if (value.isEmpty()) {
                environment.remove(name);
              } else {
                environment.put(name, value);
              }
            });
    return environment;
  }

  private static List<String> resolve(ToolCall call, Map<String, String> environment)
      throws ToolException {
    String name = call.command().getFirst();
    Path executable =
        Executables.find(name, environment.getOrDefault("PATH", ""))
            .orElseThrow(
                () ->
                    new ToolException(
                        name + " is not installed, or not executable",
                        name.contains("/")
                            ? "chmod +x " + name
                            : "install " + name + " (on Debian: bin/setup of this project does it)",
                        null,
                        List.of()));
    List<String> command = new ArrayList<>(call.command());
    command.set(0, executable.toString());
    return command;
  }

  private static List<String> inSession(List<String> command) {
    // started in the background by a script, this JVM ignores SIGINT, and so would every tool
    List<String> whole = new ArrayList<>(List.of("env", "--default-signal=INT,QUIT", "setsid"));
    whole.addAll(command);
    return whole;
  }

  /**
   * commons-exec's executor, but with files in place of its pipes, and arguments as they are: its
   * {@link CommandLine} trims each.
   */
  private static final class Session extends DefaultExecutor {
    private final ToolCall call;
    private final List<String> command;
    private final CountDownLatch launched = new CountDownLatch(1);
    private final AtomicReference<@Nullable Process> process = new AtomicReference<>();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    @SuppressWarnings("deprecation") // the builder cannot make a subclass
    Session(ToolCall call, List<String> command) {
      this.call = call;
      this.command = command;
      setWorkingDirectory(call.directory().toFile());
      setExitValues(null);
    }

    @Override
    protected Process launch(
        CommandLine trimmed, Map<String, String> environment, Path workingDirectory)
        throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(call.directory().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(
                      RawLog.of(call, call.standardOutput()).raw().toFile()))
              .redirectError(
                  ProcessBuilder.Redirect.appendTo(
                      RawLog.of(call, call.standardError()).raw().toFile()));
      builder.environment().clear();
      builder.environment().putAll(environment);
      try {
        Process started = builder.start();
        process.set(started);
        return started;
      } catch (IOException e) {
        failure.set(e);
        throw e;
      } finally {
        launched.countDown();
      }
    }

    @Nullable IOException failure() {
      return failure.get();
    }

    /** commons-exec starts the tool on a thread of its own, which may not have come to it yet. */
    void stop(Time time) {
      boolean interrupted = false;
      while (launched.getCount() > 0) {
        try {
          launched.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      Process running = process.get();
      if (running != null) {
        new ProcessGroup(running.pid(), time).stop();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
