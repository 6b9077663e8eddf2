package io.github.immutable.ledger;

/** Hears of every durable write just before and just after it: there a process can be cut. */
public interface LedgerWatch {
  /** Nobody listens. */
  LedgerWatch NOBODY =
      new LedgerWatch() {
        @Override
        public void writes(String record) {}

        @Override
        public void wrote(String record) {}
      };

  /**
   * The record is about to be written.
   *
   * @param record its kind and its key: {@code slot local/blue}
   */
  void writes(String record);

  /** The record is on disk, or will be with those that belong to it. */
  void wrote(String record);
}
