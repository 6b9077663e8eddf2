package io.github.immutable.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A pipeline's lease as the database has it.
 *
 * @param token raised each time that it is taken or broken
 * @param silence how long ago the holder last gave a sign of life, by the database's clock
 * @param left until it ends by itself; not positive when it has
 */
public record LeaseState(LeaseHolder holder, long token, Duration silence, Duration left) {

  /** Whether nobody may take it: its time has not run out, and its process is not known gone. */
  public boolean holds() {
    return left.isPositive() && !holder.process().isGone();
  }

  /**
   * Reads it.
   *
   * @param lock what the SELECT ends with
   * @return empty when nobody has it
   */
  static Optional<LeaseState> read(Handle handle, Store store, String pipeline, String lock)
      throws LedgerException {
    Optional<Row> found =
        handle
            .select(
                "SELECT token, holder, beat, expires, "
                    + store.clock()
                    + " AS clock FROM lease WHERE project = ? AND pipeline = ?"
                    + lock,
                store.project(),
                pipeline)
            .map(
                (row, context) ->
                    new Row(
                        row.getLong("token"),
                        Optional.ofNullable(row.getString("holder")),
                        row.getLong("clock") - row.getLong("beat"),
                        row.getLong("expires") - row.getLong("clock")))
            .findFirst();
    if (found.isEmpty() || found.get().holder().isEmpty()) {
      return Optional.empty();
    }
    Row row = found.get();
    try {
      return Optional.of(
          new LeaseState(
              Records.MAPPER.readValue(row.holder().get(), LeaseHolder.class),
              row.token(),
              Duration.ofMillis(Math.max(0, row.silence())),
              Duration.ofMillis(row.left())));
    } catch (JsonProcessingException e) {
      throw new LedgerException(
          "who holds " + pipeline + " cannot be read from " + store.name() + ": it was altered",
          "restore the ledger from a backup");
    }
  }

  /** 0 where it was never taken. */
  static long token(Handle handle, Store store, String pipeline) {
    return handle
        .select(
            "SELECT token FROM lease WHERE project = ? AND pipeline = ?", store.project(), pipeline)
        .mapTo(Long.class)
        .findFirst()
        .orElse(0L);
  }

  private record Row(long token, Optional<String> holder, long silence, long left) {}
}
