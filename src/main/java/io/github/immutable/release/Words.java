package io.github.immutable.release;

import java.time.Duration;

/** Numbers as people say them. */
public final class Words {
  private Words() {}

  /** {@code 4.2 s}, {@code 42 s}, {@code 2 min 5 s} or {@code 3 h 20 min}. */
  public static String duration(Duration measured) {
    // of two moments between which the clock was set back
    Duration duration = measured.isNegative() ? Duration.ZERO : measured;
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      long tenths = duration.toMillis() / 100;
      return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    return seconds / 3600 + " h" + (seconds / 60 % 60 == 0 ? "" : " " + seconds / 60 % 60 + " min");
  }

  /** {@code 1 server}, {@code 2 servers}. */
  public static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
