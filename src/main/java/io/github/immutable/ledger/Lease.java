package io.github.immutable.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/**
 * The right to change a pipeline, held by one process at a time. It ends by itself when its holder
 * gives no sign of life for its term; that of a process of this machine that is gone is free at
 * once. A thread of its own gives those signs; where it fails, {@link #check} decides.
 */
public final class Lease implements AutoCloseable {

  /**
   * How long a lease lasts.
   *
   * @param term after the last sign of life
   * @param beat between signs of life
   */
  public record Terms(Duration term, Duration beat) {
    private static final long BEATS = 5;

    /** As long as that, with a sign of life in every fifth of it. */
    public static Terms of(Duration term) {
      return new Terms(term, term.dividedBy(BEATS));
    }

    /** 15 seconds; tests set {@code immutable.lease.milliseconds}. */
    public static Terms usual() {
      return of(Duration.ofMillis(Long.getLong("immutable.lease.milliseconds", 15_000)));
    }
  }

  private final Database database;
  private final Fence fence;
  private final ScheduledExecutorService heart;

  private Lease(Database database, Fence fence, Terms terms) {
    this.database = database;
    this.fence = fence;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease of " + fence.pipeline()).factory());
    long beat = terms.beat().toMillis();
    ScheduledFuture<?> unused =
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** Takes it, and lets the records be written only while it is held. */
  static Lease take(Records records, String pipeline, LeaseHolder holder, Terms terms)
      throws LedgerException, HeldException {
    Store store = records.store();
    Taking taking = new Taking(store, pipeline, holder, terms);
    Optional<LeaseState> other = records.database().together(taking::attempt);
    if (other.isPresent()) {
      throw new HeldException(other.get());
    }
    Fence fence = new Fence(pipeline, taking.token, terms.term());
    records.fence(fence);
    try {
      return new Lease(Database.open(store), fence, terms);
    } catch (LedgerException e) {
      records.database().ask(handle -> released(fence, handle, store));
      throw e;
    }
  }

  /** The taking of a lease; a second attempt, on a new connection, knows what the first did. */
  private static final class Taking {
    private final Store store;
    private final String pipeline;
    private final LeaseHolder holder;
    private final Terms terms;
    private long token;

    Taking(Store store, String pipeline, LeaseHolder holder, Terms terms) {
      this.store = store;
      this.pipeline = pipeline;
      this.holder = holder;
      this.terms = terms;
    }

    /** Who else has it; empty when it is ours now. */
    Optional<LeaseState> attempt(Handle handle) throws LedgerException {
      handle.execute(
          "INSERT INTO lease (project, pipeline, token, beat, expires) VALUES (?, ?, 0, 0, 0)"
              + " ON CONFLICT (project, pipeline) DO NOTHING",
          store.project(),
          pipeline);
      Optional<LeaseState> other =
          LeaseState.read(handle, store, pipeline, store.forUpdate())
              .filter(LeaseState::holds)
              .filter(its -> token == 0 || its.token() != token);
      if (other.isPresent()) {
        return other;
      }
      token = LeaseState.token(handle, store, pipeline) + 1;
      handle.execute(
          "UPDATE lease SET token = ?, holder = ?, beat = "
              + store.clock()
              + ", expires = "
              + store.clock()
              + " + ? WHERE project = ? AND pipeline = ?",
          token,
          json(holder),
          terms.term().toMillis(),
          store.project(),
          pipeline);
      return Optional.empty();
    }
  }

  /**
   * Makes sure, immediately before an act, that it is still ours, and renews it.
   *
   * @throws LeaseLostException when somebody else has taken or broken it
   * @throws LedgerException when the database does not answer
   */
  public void check() throws LedgerException {
    synchronized (database) {
      boolean ours = database.ask(handle -> fence.renew(handle, database.store()));
      if (!ours) {
        throw database.ask(handle -> fence.lost(handle, database.store()));
      }
    }
  }

  private void beat() {
    try {
      check();
    } catch (LedgerException e) {
      // what is at work goes on; who starts something next asks first, and is told
    }
  }

  /** Gives it up. A database that does not answer lets it run out. */
  @Override
  public void close() {
    heart.shutdownNow();
    synchronized (database) {
      try {
        database.ask(handle -> released(fence, handle, database.store()));
      } catch (LedgerException e) {
        // it ends by itself
      }
      database.close();
    }
  }

  private static boolean released(Fence fence, Handle handle, Store store) {
    fence.release(handle, store);
    return true;
  }

  private static String json(LeaseHolder holder) {
    try {
      return Records.MAPPER.writeValueAsString(holder);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a holder must be writable as JSON", e);
    }
  }

  /** Somebody else has it. */
  public static final class HeldException extends Exception {
    private final transient LeaseState state;

    HeldException(LeaseState state) {
      super("held by " + state.holder().who());
      this.state = state;
    }

    /** Who has it: who, where, doing what, since when. */
    public String holder() {
      return state.holder().who();
    }
  }
}
