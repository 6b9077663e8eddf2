package io.github.immutable.ledger;

import io.github.immutable.tool.ExplainedException;

/** The ledger cannot be read or written, or a record in it is not what was written. */
public sealed class LedgerException extends ExplainedException permits LeaseLostException {
  /**
   * @param message what is wrong, and where
   * @param remedy what to do next
   */
  public LedgerException(String message, String remedy) {
    super(message, remedy);
  }

  @Override
  public String topic() {
    return "ledger-unusable";
  }
}
