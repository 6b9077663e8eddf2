package io.github.immutable.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A tool and all of its children. Packer ignores an interrupt that reaches it alone, so signals go
 * to the group.
 *
 * @param leader process id of its first process, which {@code setsid} puts in a group named after
 *     it
 */
record ProcessGroup(long leader, Time time) {
  /** Terraform finishes the resource in hand and writes its state; that takes as long as a boot. */
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(60);

  private static final Duration AFTER_TERMINATE = Duration.ofSeconds(10);
  private static final Duration TO_APPEAR = Duration.ofSeconds(5);
  private static final Path PROCESSES = Path.of("/proc");

  /** Interrupts the group, then terminates it, then kills it, and returns when none is left. */
  void stop() {
    boolean interrupted = awaitGroup();
    for (String signal : new String[] {"INT", "TERM", "KILL"}) {
      signal(signal);
      Duration grace = signal.equals("INT") ? AFTER_INTERRUPT : AFTER_TERMINATE;
      Time.Deadline deadline = time.deadline(grace);
      while (alive() && !deadline.passed()) {
        try {
          Thread.sleep(20);
        } catch (InterruptedException e) {
          // a second interrupt asks for the next, harder signal
          interrupted = true;
          break;
        }
      }
      if (!alive()) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** In its first moments the tool is not in its own group yet, and a signal would miss it. */
  private boolean awaitGroup() {
    boolean interrupted = false;
    Time.Deadline deadline = time.deadline(TO_APPEAR);
    while (leaderRuns() && signal("0") != 0 && !deadline.passed()) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private boolean leaderRuns() {
    return ProcessHandle.of(leader).map(ProcessHandle::isAlive).orElse(false);
  }

  private boolean alive() {
    return signal("0") == 0 && !onlyDead();
  }

  /** A container without an init never reaps orphans; a signal reaches them, and they are dead. */
  private boolean onlyDead() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (runs(process)) {
          return false;
        }
      }
      return Files.exists(PROCESSES.resolve("self/stat"));
    } catch (IOException e) {
      return false;
    }
  }

  private boolean runs(Path process) {
    try {
      List<String> fields = status(process);
      return fields.get(2).equals(String.valueOf(leader)) && !fields.get(0).equals("Z");
    } catch (IOException e) {
      return false; // it has ended meanwhile
    }
  }

  /** The group of a process, by its folder in {@code /proc}. */
  static long of(Path process) throws IOException {
    return Long.parseLong(status(process).get(2));
  }

  /**
   * State, parent and group of a process by {@code /proc/PID/stat} (proc(5)): {@code PID (NAME)
   * STATE PARENT GROUP …}; a name may hold blanks and brackets.
   */
  private static List<String> status(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4));
  }

  private int signal(String signal) {
    boolean interrupted = Thread.interrupted();
    try {
      Process kill =
          // the shell's own kill: a minimal Debian has no other
          new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", signal, "" + leader)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      while (true) {
        try {
          return kill.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (IOException e) {
      return 1;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
