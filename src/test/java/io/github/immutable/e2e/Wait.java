package io.github.immutable.e2e;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that another process does, and no longer than it may take. */
final class Wait {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Wait() {}

  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come true within " + PATIENCE + ": " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting: " + what, e);
      }
    }
  }
}
