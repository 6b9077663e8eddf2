package io.github.immutable.cli;

import io.github.immutable.release.Progress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ctrl-C, the SIGTERM that a CI runner sends, and the SIGHUP of a terminal that closes: the first
 * ends in order, the second harder. Under {@code nohup} a SIGHUP stays ignored, which the JVM sees
 * to.
 */
final class Interrupts {
  private Interrupts() {}

  /** Interrupts the thread on any of the signals. */
  static void reach(Thread thread, Progress progress) {
    reach(
        thread,
        progress,
        "stopping; puts back what was live, which takes a moment (again: stops harder)",
        "stopping harder; immutable abort   finishes putting it back");
  }

  /** The same for a thread that changes nothing. */
  static void reachOneWhoLooks(Thread thread, Progress progress) {
    reach(thread, progress, "stopping; nothing was changed", "stopping");
  }

  private static void reach(Thread thread, Progress progress, String first, String again) {
    AtomicInteger count = new AtomicInteger();
    Runnable handler =
        () -> {
          progress.note(count.incrementAndGet() == 1 ? first : again);
          thread.interrupt();
        };
    Signals.register("INT", handler);
    Signals.register("TERM", handler);
    Signals.register("HUP", handler);
  }
}
