package io.github.immutable.servers;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket or channel when its time is up, which ends any read or write blocked on it. A
 * read timeout alone does not: a side that sends a byte a second never runs into one.
 */
public final class Deadline implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final ScheduledFuture<?> closing;
  private volatile boolean passed;

  private Deadline(Closeable resource, Duration within) {
    closing =
        CLOCK.schedule(() -> pass(resource), Math.max(0, within.toNanos()), TimeUnit.NANOSECONDS);
  }

  /** Starts the clock; closing the deadline stops it. */
  public static Deadline closing(Closeable resource, Duration within) {
    return new Deadline(resource, within);
  }

  /** Whether the time was up, so that the failure just seen is ours and not the other side's. */
  public boolean hasPassed() {
    return passed;
  }

  @Override
  public void close() {
    closing.cancel(false);
  }

  private void pass(Closeable resource) {
    passed = true;
    try {
      resource.close();
    } catch (IOException e) {
      // The blocked call ends either way, and tells its own story.
    }
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }
}
