package io.github.immutable.ledger;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * One connection to a store. A connection that was dropped is opened again, once for each thing
 * that is asked of it; all that is asked can be asked twice. For one thread at a time.
 */
final class Database implements AutoCloseable {
  private final Store store;
  private Handle handle;

  Database(Store store, Handle handle) {
    this.store = store;
    this.handle = handle;
  }

  /** Opens a store, with its schema made or brought up to date. */
  static Database open(Store store) throws LedgerException {
    Handle handle;
    try {
      handle = store.connect();
    } catch (JdbiException e) {
      throw store.unusable(e);
    }
    try {
      int version = store.version(handle);
      if (version < Migrations.VERSION) {
        store.migrate(handle);
      } else if (version > Migrations.VERSION) {
        throw Migrations.newer(store, version);
      }
      return new Database(store, handle);
    } catch (JdbiException e) {
      handle.close();
      throw store.unusable(e);
    } catch (LedgerException e) {
      handle.close();
      throw e;
    }
  }

  Store store() {
    return store;
  }

  /** Something asked of the database. */
  interface Question<T> {
    T ask(Handle handle) throws LedgerException;
  }

  /** Asks, within the transaction if there is one. */
  <T> T ask(Question<T> question) throws LedgerException {
    if (handle.isInTransaction()) {
      return question.ask(handle);
    }
    try {
      return question.ask(handle);
    } catch (JdbiException e) {
      return again(question, e);
    }
  }

  /** Asks in a transaction, of which everything is kept or nothing. */
  <T> T together(Question<T> question) throws LedgerException {
    return ask(
        its -> {
          if (its.isInTransaction()) {
            return question.ask(its);
          }
          its.begin();
          try {
            T answer = question.ask(its);
            its.commit();
            return answer;
          } finally {
            rollBack(its);
          }
        });
  }

  private static void rollBack(Handle its) {
    try {
      if (its.isInTransaction()) {
        its.rollback();
      }
    } catch (JdbiException e) {
      // the connection is gone, and with it the transaction
    }
  }

  private <T> T again(Question<T> question, JdbiException first) throws LedgerException {
    if (!store.dropped(first)) {
      throw store.unusable(first);
    }
    close();
    try {
      handle = store.connect();
      return question.ask(handle);
    } catch (JdbiException e) {
      throw store.unusable(e);
    }
  }

  @Override
  public void close() {
    try {
      handle.close();
    } catch (JdbiException e) {
      // it is gone already
    }
  }

  /** What a library's exceptions are about. */
  static Throwable rootOf(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
