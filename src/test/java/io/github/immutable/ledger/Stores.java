package io.github.immutable.ledger;

import io.github.immutable.pipeline.LedgerAddress;
import java.nio.file.Path;

/** The databases that a ledger can be kept in, each as good as the other. */
public enum Stores {
  SQLITE,
  POSTGRESQL;

  /** A place for a new ledger, in words that another process understands too. */
  public String place(Path folder) throws Exception {
    return this == SQLITE
        ? folder.resolve("new/ledger.db").toString()
        : PostgresServer.shared().database();
  }

  /** Opens what is at such a place. */
  public static Ledger open(String place) throws LedgerException {
    return open(place, "web");
  }

  /** The same for a project of a name. */
  public static Ledger open(String place, String project) throws LedgerException {
    return place.startsWith("postgresql:")
        ? Ledger.open(LedgerAddress.of(place), project, PostgresServer.PASSWORD)
        : Ledger.open(Path.of(place));
  }

  /** The same to look at it. */
  public static Ledger look(String place) throws LedgerException {
    return place.startsWith("postgresql:")
        ? Ledger.look(LedgerAddress.of(place), "web", PostgresServer.PASSWORD)
        : Ledger.look(Path.of(place));
  }

  /** As a version leaves it that knows a schema of number 99. */
  void makeNewer(String place) throws Exception {
    if (this == SQLITE) {
      try (Records records = records(place)) {
        records.database().ask(handle -> handle.execute("PRAGMA user_version = 99"));
      }
      return;
    }
    PostgresServer.shared()
        .sql(
            place,
            "INSERT INTO migration (installed_rank, version, description, type, script,"
                + " installed_by, execution_time, success)"
                + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'somebody', 0, true)");
  }

  static Records records(String place) throws LedgerException {
    return place.startsWith("postgresql:")
        ? Records.open(store(place))
        : Records.open(Path.of(place));
  }

  static Store store(String place) {
    return place.startsWith("postgresql:")
        ? new PostgresStore(LedgerAddress.of(place), "web", PostgresServer.PASSWORD)
        : new SqliteStore(Path.of(place));
  }
}
