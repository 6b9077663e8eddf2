package io.github.immutable.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a release: begun before its first act, ended after its last.
 *
 * @param number from 1, in the order of their starts
 * @param stage {@code build}, {@code launch}, …, or {@code put back}
 * @param outcome {@code done}, {@code failed} or {@code interrupted}; null while it runs
 * @param detail one line: what it did, or why it failed
 */
public record StageRecord(
    String release,
    int number,
    String stage,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String outcome,
    String detail) {

  /** With its end. */
  public StageRecord ended(String how, String line, Instant at) {
    return new StageRecord(release, number, stage, startedAt, at, how, line);
  }
}
