package io.github.immutable.ledger;

import java.time.Duration;
import java.time.Instant;

/** People and machines that hold pipelines. */
public final class Holders {
  /** Longer than any test, so that no slow machine loses it. */
  public static final Lease.Terms LONG = Lease.Terms.of(Duration.ofMinutes(10));

  private static final long PROCESS = 4711;

  private Holders() {}

  /** Somebody on another machine. */
  public static LeaseHolder elsewhere(String verb) {
    return new LeaseHolder(
        verb,
        "ann",
        "build-7",
        null,
        Instant.parse("2026-11-21T12:47:28Z"),
        new ProcessIdentity("another boot", "pid:[1]", "ann", PROCESS, 1));
  }
}
