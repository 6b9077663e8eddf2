package io.github.immutable.tool;

import java.time.Duration;
import java.time.Instant;

/** The clock, handed in so that tests need not wait. */
public interface Time {

  /** Wall-clock time, for the record; it can be set back. */
  Instant now();

  /** Time passed since some fixed moment; it never goes back, so deadlines are measured with it. */
  Duration elapsed();

  /** Waits. */
  void sleep(Duration duration) throws InterruptedException;

  /** The moment, in terms of {@link #elapsed}, at which {@code within} will be over. */
  default Deadline deadline(Duration within) {
    return new Deadline(this, elapsed().plus(within));
  }

  /** A moment by which something must have happened. */
  record Deadline(Time time, Duration at) {

    /** What is left; never negative. */
    public Duration left() {
      Duration left = at.minus(time.elapsed());
      return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether it has passed. */
    public boolean passed() {
      return left().isZero();
    }
  }
}
