package io.github.immutable.traffic;

import io.github.immutable.tool.ShellWords;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A command of the user's that asks or tells a balancer; {@code docs/traffic.md} has the protocol.
 *
 * @param run executable and first arguments; the verb and its own follow them
 * @param directory the project
 * @param logs of what is told
 * @param looks of what is asked: of this process alone
 * @param environment what it is told of the pipeline
 */
record BalancerCommand(
    List<String> run,
    Path directory,
    Path logs,
    Path looks,
    Duration timeout,
    Map<String, String> environment,
    ToolRunner tools) {
  private static final int LINES = 5;
  private static final String NAME = "traffic-";

  /** What two askers at once would print lies in one file. */
  private static final ReentrantLock ONE_ASKER = new ReentrantLock();

  /** Asks what the balancer does now. */
  BalancerView show() throws TrafficException, InterruptedException {
    ONE_ASKER.lockInterruptibly();
    ToolRun run;
    try {
      run = succeeded(call(List.of("show")).loggedIn(looks).keepingNothing());
    } finally {
      ONE_ASKER.unlock();
    }
    try {
      return BalancerView.read(run.output());
    } catch (BalancerView.Unreadable e) {
      throw new TrafficException(
          "what the balancer does could not be read: " + e.getMessage(),
          "see what it prints: " + typed(run.call()),
          null,
          run.lastLines(LINES));
    }
  }

  /** Tells the balancer something. */
  void tell(String verb, String... arguments) throws TrafficException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(List.of(arguments));
    succeeded(call(words));
  }

  private ToolCall call(List<String> words) {
    List<String> command = new ArrayList<>(run);
    if (command.getFirst().contains("/")) {
      command.set(0, directory.resolve(command.getFirst()).normalize().toString());
    }
    command.addAll(words);
    return new ToolCall(NAME + words.getFirst(), command, directory, environment, logs, timeout)
        .as(ToolCall.Role.TRAFFIC);
  }

  private ToolRun succeeded(ToolCall call) throws TrafficException, InterruptedException {
    ToolRun run;
    try {
      run = tools.run(call);
    } catch (ToolException e) {
      throw TrafficException.of(e);
    }
    if (!run.succeeded()) {
      List<String> lines = run.lastLines(LINES);
      String verb = call.name().substring(NAME.length());
      throw new TrafficException(
          "the balancer's command `"
              + verb
              + "` ended with "
              + run.exitCode()
              + (lines.isEmpty() ? "" : ": " + lines.getLast()),
          "run it by hand: " + typed(call),
          call.unkept() ? null : call.standardError(),
          lines);
    }
    return run;
  }

  /** With what it is told of the pipeline: without that it may do something else. */
  private String typed(ToolCall call) {
    List<String> words = new ArrayList<>();
    if (!environment.isEmpty()) {
      words.add("env");
      new TreeMap<>(environment).forEach((name, value) -> words.add(name + "=" + value));
    }
    words.addAll(call.command());
    return ShellWords.typed(words);
  }
}
