package io.github.immutable.cli;

import io.github.immutable.release.Progress;
import io.github.immutable.tool.Act;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ctrl-C, the SIGTERM that a CI runner sends, and the SIGHUP of a terminal that closes: the first
 * finishes the act in hand and stops, the second stops that too. Under {@code nohup} a SIGHUP stays
 * ignored, which the JVM sees to.
 */
final class Interrupts {
  private Interrupts() {}

  /** Asks the thread to stop on any of the signals. */
  static void reach(Thread thread, Progress progress) {
    reach(
        thread,
        progress,
        "stopping",
        "stopping harder; immutable resume   or   immutable abort   goes on from there");
  }

  /** The same for a thread that changes nothing. */
  static void reachOneWhoLooks(Thread thread, Progress progress) {
    reach(thread, progress, "stopping; nothing was changed", "stopping");
  }

  private static void reach(Thread thread, Progress progress, String first, String again) {
    AtomicInteger count = new AtomicInteger();
    Runnable handler =
        () -> {
          Optional<String> finished = Act.stop(thread);
          String said = count.incrementAndGet() == 1 ? first : again;
          progress.note(
              finished.map(act -> "stopping after " + act + " (again: stops it too)").orElse(said));
        };
    Signals.register("INT", handler);
    Signals.register("TERM", handler);
    Signals.register("HUP", handler);
  }
}
