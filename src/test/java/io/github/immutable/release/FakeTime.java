package io.github.immutable.release;

import io.github.immutable.tool.Time;
import java.time.Duration;
import java.time.Instant;

/** The real clock, which can be set forward, and at which a process can be cut. */
final class FakeTime implements Time {
  private final Cut cut;
  private volatile Duration ahead = Duration.ZERO;

  FakeTime(Cut cut) {
    this.cut = cut;
  }

  void pass(Duration duration) {
    ahead = ahead.plus(duration);
  }

  @Override
  public Instant now() {
    cut.pass("clock");
    return Instant.now().plus(ahead);
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime());
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }
}
