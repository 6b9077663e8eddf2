package io.github.immutable.traffic;

import io.github.immutable.tool.Executables;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code haproxy} executable, and the process it became. */
final class HaproxyProgram {
  private static final Duration TIME_TO_START = Duration.ofSeconds(30);

  private final Path folder;
  private final Path masterSocket;
  private final ToolRunner tools;

  HaproxyProgram(Path folder, Path masterSocket, ToolRunner tools) {
    this.folder = folder;
    this.masterSocket = masterSocket;
    this.tools = tools;
  }

  Path configuration() {
    return folder.resolve("haproxy.cfg");
  }

  Path processFile() {
    return folder.resolve("haproxy.pid");
  }

  /** Returns once HAProxy has read its configuration, has its port, and is in the background. */
  void start() throws TrafficException, InterruptedException {
    run("haproxy-start", "HAProxy did not start", startArguments());
  }

  List<String> startArguments() throws TrafficException {
    return List.of(
        executable(),
        "-W",
        "-D",
        "-S",
        masterSocket + ",mode,600,level,admin",
        "-p",
        processFile().toString(),
        "-f",
        configuration().toString());
  }

  /** Has HAProxy read a configuration without using it. */
  void check(String text) throws IOException, TrafficException, InterruptedException {
    Path trial = folder.resolve("haproxy.cfg.trial");
    DurableFile.write(trial, text);
    run(
        "haproxy-check",
        "HAProxy refuses its new configuration",
        List.of(executable(), "-c", "-f", trial.toString()));
    Files.delete(trial);
  }

  /**
   * The process that we started, if it still runs. Its command line says so: process ids are used
   * again, and one that has ended without being waited for has none.
   */
  Optional<ProcessHandle> process() throws IOException {
    String id = id();
    return id.isEmpty() ? Optional.empty() : process(Long.parseLong(id));
  }

  /** The same for one whose id is known otherwise. */
  Optional<ProcessHandle> process(long id) throws IOException {
    Path commandLine = Path.of("/proc", String.valueOf(id), "cmdline");
    boolean ours =
        Files.exists(commandLine)
            && new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8)
                .contains(configuration().toString());
    return ours ? ProcessHandle.of(id) : Optional.empty();
  }

  /** Whether the file of the process names one, be it there or not. */
  boolean processIsKnown() throws IOException {
    return !id().isEmpty();
  }

  /** Empty also for the moment in which a reload has taken the file away, or not written it yet. */
  private String id() throws IOException {
    try {
      String id = Files.readString(processFile()).strip();
      return id.matches("\\d+") ? id : "";
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** A second one beside it would share its port and take half of its requests. */
  void refuseStranger() throws IOException, TrafficException {
    Optional<ProcessHandle> process = process();
    if (process.isPresent()) {
      throw new TrafficException(
          "HAProxy runs as process " + process.get().pid() + " and its sockets do not answer",
          "kill " + process.get().pid() + ", then try again");
    }
  }

  private void run(String name, String problem, List<String> command)
      throws TrafficException, InterruptedException {
    try {
      ToolRun run = tools.run(new ToolCall(name, command, folder, Map.of(), folder, TIME_TO_START));
      if (!run.succeeded()) {
        throw new TrafficException(
            problem + ": " + String.join(" / ", run.lastLines(3)),
            "read " + run.call().standardError());
      }
    } catch (ToolException e) {
      throw new TrafficException(problem + ": " + e.getMessage(), "apt-get install haproxy");
    }
  }

  private static String executable() throws TrafficException {
    return Executables.find("haproxy", Executables.systemPath())
        .orElseThrow(
            () -> new TrafficException("haproxy is not installed", "apt-get install haproxy"))
        .toString();
  }
}
