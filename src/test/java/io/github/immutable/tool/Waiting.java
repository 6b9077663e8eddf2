package io.github.immutable.tool;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what another process does, as long as it takes and not a moment longer. */
public final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Waiting() {}

  /** Looks until it is so, and fails when it never is. */
  public static void until(String what, Callable<Boolean> isSo) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      Thread.sleep(5);
    }
  }

  /** Whether a process runs; the dead that nobody has reaped do not. */
  public static boolean runs(long process) {
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> handle.info().command().isPresent())
        .isPresent();
  }
}
