package io.github.immutable.cli;

import io.github.immutable.release.Progress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/** Ctrl-C, and the SIGTERM that a CI runner sends: the first ends in order, the second harder. */
final class Interrupts {
  private Interrupts() {}

  /** Interrupts the thread on either signal. */
  static void reach(Thread thread, Progress progress) {
    AtomicInteger count = new AtomicInteger();
    Runnable handler =
        () -> {
          progress.note(
              count.incrementAndGet() == 1
                  ? "stopping; puts back what was live, which takes a moment (again: stops harder)"
                  : "stopping harder; immutable abort   finishes putting it back");
          thread.interrupt();
        };
    Signals.register("INT", handler);
    Signals.register("TERM", handler);
  }
}
