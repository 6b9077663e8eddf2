package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;

/**
 * Ends a command before its next act, because its hold is lost or its ledger does not answer.
 * Unchecked, so that nothing on the way takes it for the failure of a tool and acts on it: what
 * there is to do is up to whoever holds the pipeline next.
 */
public final class Halt extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final LedgerException why;

  Halt(LedgerException why) {
    super(why);
    this.why = why;
  }

  /** A lost lease, or a ledger that does not answer. */
  public LedgerException why() {
    return why;
  }
}
