package io.github.immutable.ledger;

import io.github.immutable.pipeline.LedgerAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A team's database, with the records of each project apart.
 *
 * @param password null means that of {@code ~/.pgpass} or {@code PGPASSFILE}, if any is needed
 */
record PostgresStore(LedgerAddress address, String project, @Nullable String password)
    implements Store {
  private static final String SCHEMA = "immutable";
  private static final int CONNECT_SECONDS = 10;
  private static final int ANSWER_SECONDS = 30;

  /** Any number that nobody else is likely to lock in this database. */
  private static final long MIGRATING = 0x696d6d757461626cL;

  /** A client that was stopped in a transaction must not stop all others. */
  private static final String LIMITS =
      "SET lock_timeout = '20s'; SET statement_timeout = '25s';"
          + " SET idle_in_transaction_session_timeout = '10s'";

  private static final String NO_TABLE = "42P01";
  private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "25P03");
  private static final Set<String> NOT_LET_IN = Set.of("28000", "28P01");

  @Override
  public String name() {
    return address.shown();
  }

  @Override
  public Handle connect() {
    Handle handle = Jdbi.create(source()).open();
    try {
      handle.execute(LIMITS);
      return handle;
    } catch (JdbiException e) {
      handle.close();
      throw e;
    }
  }

  private PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.jdbc());
    source.setUser(address.user());
    if (password != null) {
      source.setPassword(password);
    }
    if (source.getCurrentSchema() == null) {
      source.setCurrentSchema(SCHEMA);
    }
    source.setApplicationName("immutable");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(ANSWER_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    source.setTcpKeepAlive(true);
    return source;
  }

  @Override
  public int version(Handle handle) {
    try {
      return handle
          .createQuery("SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM migration")
          .mapTo(Integer.class)
          .one();
    } catch (JdbiException e) {
      if (NO_TABLE.equals(state(e))) {
        return 0;
      }
      throw e;
    }
  }

  /** The lock is the server's, and goes with the connection at the latest. */
  @Override
  public void migrate(Handle handle) throws LedgerException {
    handle.execute("SET lock_timeout = 0");
    handle.execute("SELECT pg_advisory_lock(?)", MIGRATING);
    try {
      int version = version(handle);
      if (version < Migrations.VERSION) {
        Migrations.run(this, source(), version, "SELECT");
      }
    } finally {
      handle.execute("SELECT pg_advisory_unlock(?)", MIGRATING);
      handle.execute(LIMITS);
    }
  }

  /** Where its tables are. */
  String schema() {
    return String.valueOf(source().getCurrentSchema());
  }

  @Override
  public String clock() {
    return "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";
  }

  @Override
  public String forUpdate() {
    return " FOR UPDATE";
  }

  @Override
  public boolean dropped(Throwable cause) {
    String state = state(cause);
    return state.startsWith("08") || ENDED.contains(state);
  }

  /** It checks its pages itself. */
  @Override
  public List<String> damage(Handle handle) {
    return List.of();
  }

  /** Found by the server, as {@link RecordRow} would, so that no body has to come here. */
  @Override
  public List<String> altered(Handle handle) {
    String parts =
        Stream.of("project", "kind", "id", "parent", "CAST(number AS TEXT)", "body")
            .map(part -> "convert_to(" + part + ", 'UTF8')")
            .map(bytes -> "int8send(CAST(length(" + bytes + ") AS BIGINT)) || " + bytes)
            .collect(Collectors.joining(" || "));
    return handle
        .select(
            "SELECT kind || ' ' || id FROM record AS its ("
                // whatever the version of the schema calls them
                + "project, kind, id, parent, number, body, checksum)"
                + " WHERE project = ? AND checksum <> encode(sha256("
                + parts
                + "), 'hex') ORDER BY kind, id",
            project)
        .mapTo(String.class)
        .list();
  }

  @Override
  public LedgerException unusable(Throwable failure) {
    String why = String.valueOf(Database.rootOf(failure).getMessage()).strip();
    String state = state(failure);
    if (NOT_LET_IN.contains(state)) {
      return new LedgerException(
          "the ledger " + name() + " does not let " + address.user() + " in: " + why,
          "set PGPASSWORD, or put the password into ~/.pgpass (mode 0600)");
    }
    if (dropped(failure)) {
      return new LedgerException(
          "the ledger " + name() + " does not answer: " + why,
          "see that the database runs and can be reached from here; then: immutable resume   for a"
              + " release that was cut short, else the same command again");
    }
    return new LedgerException(
        "the ledger " + name() + " cannot be used: " + why,
        "ask whoever looks after the database, or name another one in the pipeline file");
  }

  /** SQLSTATE of the first that has one; five question marks where none has. */
  private static String state(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException its && its.getSQLState() != null) {
        return its.getSQLState();
      }
    }
    return "?????";
  }
}
