package io.github.immutable.ledger;

/** A pipeline's lease is somebody else's now: whoever had it must start nothing more. */
public final class LeaseLostException extends LedgerException {
  /**
   * @param pipeline that was held
   * @param to whom it was lost
   */
  LeaseLostException(String pipeline, String to) {
    super(
        "the hold of " + pipeline + " was lost to " + to + "; nothing more was started",
        "immutable status --pipeline "
            + pipeline
            + "   shows what is live and whether something is left to resume or abort");
  }
}
