package io.github.immutable.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Records for reading alone, of whatever version and in whatever state: nothing is made, what is
 * absent or empty has no records, and for damage only those look who ask.
 */
final class ReadOnly {
  private static final int FIRST_WITH_A_SEAL = 3;

  /** Not SQLite's own read-only mode, which leaves files behind. */
  private static final String SQLITE = "PRAGMA query_only = ON";

  private static final String POSTGRESQL = "SET default_transaction_read_only = on";

  /** Shows a file of the first version as one of the second, without touching it. */
  private static final String AS_SECOND =
      "CREATE TEMP VIEW record AS SELECT '' AS project, kind, id, parent, number, body, checksum"
          + " FROM main.record;"
          + "CREATE TEMP TABLE lease (project, pipeline, token, holder, beat, expires)";

  private ReadOnly() {}

  static Records records(Path file) throws LedgerException {
    SqliteStore store = new SqliteStore(file);
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return nothing();
      }
    } catch (IOException e) {
      throw store.unusable(e);
    }
    return records(store);
  }

  static Records records(Store store) throws LedgerException {
    Handle handle = null;
    try {
      handle = store.connect();
      int version = store.version(handle);
      if (version > Migrations.VERSION) {
        throw Migrations.newer(store, version);
      }
      if (version == 0 && store instanceof PostgresStore) {
        handle.close();
        return nothing();
      }
      if (version == 0) {
        throw new LedgerException(
            store.name() + " is no ledger of this tool",
            "restore " + store.name() + " from a backup");
      }
      if (version == 1) {
        handle.createScript(AS_SECOND).execute();
      }
      handle.execute(store instanceof PostgresStore ? POSTGRESQL : SQLITE);
      return new Records(new Database(store, handle), version >= FIRST_WITH_A_SEAL);
    } catch (LedgerException e) {
      if (handle != null) {
        handle.close();
      }
      throw e;
    } catch (JdbiException e) {
      if (handle != null) {
        handle.close();
      }
      throw store.unusable(e);
    }
  }

  /** None at all. */
  static Records nothing() {
    Handle handle = SqliteStore.inMemory();
    handle.createScript(Migrations.script()).execute();
    handle.execute(SQLITE);
    return new Records(new Database(new SqliteStore(Path.of(":memory:")), handle), true);
  }
}
