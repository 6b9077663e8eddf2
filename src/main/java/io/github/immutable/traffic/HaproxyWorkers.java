package io.github.immutable.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All processes of one HAProxy: the worker that takes connections, and those that a reload left to
 * finish theirs. The latter still decide for themselves where a request on an idle connection goes,
 * and HAProxy lets nobody change the servers they know ("Proxy is disabled").
 */
final class HaproxyWorkers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ROUNDS = 20;
  private static final Pattern PROCESS = Pattern.compile("Pid: ([0-9]{1,18})\\s*");

  /** A process that the master forgot, and one that has ended and that it has yet to forget. */
  private static final List<String> GONE =
      List.of("Can't find the target", "Can't connect to the target");

  private final HaproxySocket current;
  private final @Nullable HaproxySocket master;

  HaproxyWorkers(HaproxyConfig config) {
    current = new HaproxySocket(config.socket(), PATIENCE);
    master =
        config.masterSocket() == null ? null : new HaproxySocket(config.masterSocket(), PATIENCE);
  }

  /** Something to do with a process. */
  @FunctionalInterface
  interface Step {
    void apply(Worker worker) throws TrafficException, InterruptedException;
  }

  /** One process: what a command gets as its answer. */
  @FunctionalInterface
  interface Worker {
    String ask(String command) throws TrafficException, InterruptedException;
  }

  /** A process that ended, or whose successor came, before it could do as it was told. */
  static final class SupersededException extends TrafficException {
    SupersededException() {
      super("HAProxy was reloaded meanwhile", "try again");
    }
  }

  /** What the worker that takes new connections answers. */
  String ask(String command) throws TrafficException, InterruptedException {
    return current.ask(command);
  }

  /**
   * Takes one step with the current worker and another with each old one, and again while a reload
   * changes who is which: a worker that read our files before we wrote them may come up after we
   * asked who is there.
   */
  void each(Step ofCurrent, Step ofOld) throws TrafficException, InterruptedException {
    if (master == null) {
      ofCurrent.apply(current::ask);
      return;
    }
    ProcessList done = null;
    for (int round = 0; round < ROUNDS; round++) {
      ProcessList present = processes(master);
      if (done != null
          && done.workers().equals(present.workers())
          && done.oldWorkers().containsAll(present.oldWorkers())) {
        return;
      }
      try {
        all(master, present.workers(), ofCurrent);
        all(master, present.oldWorkers(), ofOld);
        done = present;
      } catch (SupersededException e) {
        done = null;
      }
    }
    throw new TrafficException(
        "HAProxy kept reloading while it was told what to do",
        "stop what reloads it, and try again");
  }

  private static void all(HaproxySocket master, List<Long> processes, Step step)
      throws TrafficException, InterruptedException {
    for (long process : processes) {
      step.apply(command -> ask(master, process, command));
    }
  }

  private ProcessList processes(HaproxySocket socket)
      throws TrafficException, InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      ProcessList processes = ProcessList.parse(socket.ask("show proc"));
      long worker = currentWorker();
      if (processes.workers().contains(worker)) {
        return processes;
      }
      Thread.sleep(50);
    }
    throw new TrafficException(
        "the master on " + socket + " is not the master of the HAProxy on " + current,
        "give the sockets of one and the same HAProxy");
  }

  private long currentWorker() throws TrafficException, InterruptedException {
    return processId(current.ask("show info"))
        .orElseThrow(
            () ->
                new TrafficException(
                    "what answers on " + current + " is not HAProxy",
                    "give the path of its stats socket"));
  }

  /** In the answer to {@code show info}; empty where it is the answer to something else. */
  static Optional<Long> processId(String answer) {
    return answer
        .lines()
        .map(PROCESS::matcher)
        .filter(Matcher::matches)
        .map(line -> Long.valueOf(line.group(1)))
        .findFirst();
  }

  private static String ask(HaproxySocket master, long process, String command)
      throws TrafficException, InterruptedException {
    String answer = master.ask("@!" + process + " " + command);
    if (GONE.stream().anyMatch(answer::contains)) {
      throw new SupersededException();
    }
    return answer;
  }
}
