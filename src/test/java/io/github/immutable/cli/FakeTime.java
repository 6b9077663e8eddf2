package io.github.immutable.cli;

import io.github.immutable.tool.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A clock that a test moves on; it is noon where it stands. */
final class FakeTime implements Time {
  private static final Instant NOON =
      LocalDateTime.of(2026, 8, 1, 12, 0).atZone(ZoneId.systemDefault()).toInstant();

  private volatile Duration passed = Duration.ZERO;

  void pass(Duration duration) {
    passed = passed.plus(duration);
  }

  void passSeconds(int seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  @Override
  public Instant now() {
    return NOON.plus(passed);
  }

  @Override
  public Duration elapsed() {
    return passed;
  }

  @Override
  public void sleep(Duration duration) {
    pass(duration);
  }
}
