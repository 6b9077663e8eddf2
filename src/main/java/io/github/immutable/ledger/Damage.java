package io.github.immutable.ledger;

/** What is said of a ledger that is not what was written, and what there is to do. */
final class Damage {
  private Damage() {}

  /** Of the database's own files, in its words. */
  static LedgerException torn(Store store, String what) {
    return new LedgerException(
        "the ledger " + store.name() + " is damaged: " + what, remedy(store));
  }

  /** Of the records together. */
  static LedgerException of(Store store, String what) {
    return new LedgerException(
        "the ledger " + store.name() + " is not what was written: " + what, remedy(store));
  }

  /** Of one record. */
  static LedgerException altered(Store store, String name) {
    return new LedgerException(
        "the record of " + name + " in " + store.name() + " was altered or torn", remedy(store));
  }

  private static String remedy(Store store) {
    return "restore "
        + store.name()
        + " from a backup; nothing is done on the strength of what it says now";
  }
}
