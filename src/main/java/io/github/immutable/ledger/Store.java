package io.github.immutable.ledger;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Where a ledger is kept: what differs between the databases, and nothing else. */
sealed interface Store permits SqliteStore, PostgresStore {

  /** The file or the address, for messages. */
  String name();

  /** Whose records are meant, where one database has those of many; empty where it has one's. */
  String project();

  /**
   * Opens a connection.
   *
   * @throws org.jdbi.v3.core.JdbiException when it cannot be had
   */
  Handle connect();

  /** The version of the schema; 0 where there is none. */
  int version(Handle handle);

  /**
   * Makes the schema, or brings it up to {@link Migrations#VERSION}. Of many processes that come to
   * it at once one does, and the others wait.
   */
  void migrate(Handle handle) throws LedgerException;

  /** The database's own clock in milliseconds since 1970, as SQL. */
  String clock();

  /** What a SELECT ends with whose row is about to be changed. */
  String forUpdate();

  /** Whether the connection is gone, so that the same may go well on a new one. */
  boolean dropped(Throwable cause);

  /** What is wrong with the database's own files, as far as it says. */
  List<String> damage(Handle handle);

  /** Kind and id of every record of the project whose checksum is not that of the rest of it. */
  List<String> altered(Handle handle);

  /** What a failure of the database means to its user. */
  LedgerException unusable(Throwable cause);
}
