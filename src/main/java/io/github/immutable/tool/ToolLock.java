package io.github.immutable.tool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Keeps two tools from doing the same thing at once. It stays with a tool and its children until
 * the last of them is gone, also when the process that started them is not there any more (flock(1)
 * with {@code --no-fork}).
 *
 * @param file made when absent
 */
public record ToolLock(Path file) {
  /** Exit code of a call whose lock somebody else kept for too long (EX_TEMPFAIL, sysexits.h). */
  public static final int HELD = 75;

  private static final Path PROCESSES = Path.of("/proc");
  private static final Duration LOOK = Duration.ofMillis(100);

  /**
   * The command, to be run under the lock.
   *
   * @param patience how long it waits for somebody else; then it ends with {@link #HELD}
   */
  public List<String> around(List<String> command, Duration patience) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "flock",
                "--no-fork",
                "--timeout",
                String.valueOf(patience.toSeconds()),
                "--conflict-exit-code",
                String.valueOf(HELD),
                file.toString()));
    all.addAll(command);
    return all;
  }

  /** Whether a tool, or a child of one, has it on this machine. */
  public boolean held() {
    return !groups().isEmpty();
  }

  /**
   * Waits until nobody has it.
   *
   * @param waiting is called once where there is somebody to wait for
   * @return whether that was within the time
   */
  public boolean awaitFree(Time time, Duration within, Runnable waiting)
      throws InterruptedException {
    Time.Deadline deadline = time.deadline(within);
    boolean told = false;
    while (held()) {
      if (deadline.passed()) {
        return false;
      }
      if (!told) {
        waiting.run();
        told = true;
      }
      time.sleep(LOOK);
    }
    return true;
  }

  /** Stops whoever has it, politely first, and returns when they are gone. */
  public void stop(Time time) {
    for (long group : groups()) {
      new ProcessGroup(group, time).stop();
    }
  }

  /** Process groups in which somebody has the file open, by {@code /proc/PID/fd} (proc(5)). */
  private List<Long> groups() {
    TreeSet<Long> groups = new TreeSet<>();
    if (!Files.exists(file)) {
      return List.of();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      Path real = file.toRealPath();
      for (Path process : processes) {
        if (opens(process, real)) {
          groups.add(group(process));
        }
      }
    } catch (IOException e) {
      return List.of(); // no /proc here: the lock itself still keeps them apart
    }
    groups.remove(0L);
    return List.copyOf(groups);
  }

  private static boolean opens(Path process, Path real) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (Files.isSymbolicLink(descriptor) && real.equals(Files.readSymbolicLink(descriptor))) {
          return true;
        }
      }
    } catch (IOException e) {
      return false; // somebody else's, or it has ended meanwhile
    }
    return false;
  }

  private static long group(Path process) {
    try {
      return ProcessGroup.of(process);
    } catch (IOException e) {
      return 0; // it has ended meanwhile
    }
  }
}
