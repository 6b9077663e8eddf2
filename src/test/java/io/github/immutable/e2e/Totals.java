package io.github.immutable.e2e;

import io.github.immutable.load.Load;
import java.util.concurrent.atomic.AtomicLong;

/** What all end-to-end tests of this run did together. */
final class Totals {
  private static final AtomicLong RELEASES = new AtomicLong();
  private static final AtomicLong SENT = new AtomicLong();
  private static final AtomicLong LOST = new AtomicLong();
  private static final AtomicLong CUT = new AtomicLong();

  private Totals() {}

  static void released() {
    RELEASES.incrementAndGet();
  }

  static void counted(Load.Snapshot count) {
    SENT.addAndGet(count.sent());
    LOST.addAndGet(count.lost());
  }

  /** Requests lost because a test killed the balancer under them. */
  static void cut(Load.Snapshot count) {
    SENT.addAndGet(count.sent());
    CUT.addAndGet(count.lost());
  }

  static String line() {
    return "end to end: %d releases and rollbacks, %d requests sent, %d lost, and %d more by killing the balancer"
        .formatted(RELEASES.get(), SENT.get(), LOST.get(), CUT.get());
  }
}
