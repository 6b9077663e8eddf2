package io.github.immutable.ledger;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What proves that a lease is still ours: whoever takes it after us raises the token.
 *
 * @param token that the lease had when it was taken
 * @param term for which it is renewed
 */
record Fence(String pipeline, long token, Duration term) {

  /**
   * Renews the lease if it is still ours, also where it has run out and nobody took it. Until the
   * transaction ends nobody else can take it.
   */
  boolean renew(Handle handle, Store store) {
    return handle.execute(
            "UPDATE lease SET beat = "
                + store.clock()
                + ", expires = "
                + store.clock()
                + " + ? WHERE project = ? AND pipeline = ? AND token = ? AND holder IS NOT NULL",
            term.toMillis(),
            store.project(),
            pipeline,
            token)
        == 1;
  }

  /** Gives the lease up, if it is still ours. */
  void release(Handle handle, Store store) {
    handle.execute(
        "UPDATE lease SET holder = NULL, expires = 0"
            + " WHERE project = ? AND pipeline = ? AND token = ?",
        store.project(),
        pipeline,
        token);
  }

  /** Takes it away from whoever has it under this token. */
  boolean breakIt(Handle handle, Store store) {
    return handle.execute(
            "UPDATE lease SET holder = NULL, expires = 0, token = token + 1"
                + " WHERE project = ? AND pipeline = ? AND token = ? AND holder IS NOT NULL",
            store.project(),
            pipeline,
            token)
        == 1;
  }

  LeaseLostException lost(Handle handle, Store store) throws LedgerException {
    Optional<LeaseState> now = LeaseState.read(handle, store, pipeline, "");
    String to = now.map(its -> its.holder().who()).orElse("somebody who has ended since");
    boolean unlocked = now.isEmpty() && LeaseState.token(handle, store, pipeline) == token + 1;
    return new LeaseLostException(pipeline, unlocked ? "immutable unlock" : to);
  }
}
