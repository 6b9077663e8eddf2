package io.github.immutable.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * One table of JSON documents, each with a checksum over its keys and its body: a record that was
 * altered or torn is refused, never acted on. The columns are those that are searched by.
 */
final class Records implements AutoCloseable {
  static final int VERSION = Migrations.VERSION;

  /** Not SQLite's own read-only mode, which leaves files behind. */
  private static final String READ_ONLY = "PRAGMA query_only = ON";

  /** Shows a file of the first version as one of this version, without touching it. */
  private static final String AS_TODAY =
      "CREATE TEMP VIEW record AS SELECT '' AS project, kind, id, parent, number, body, checksum"
          + " FROM main.record;"
          + "CREATE TEMP TABLE lease (project, pipeline, token, holder, beat, expires)";

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new InstantModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Database database;
  private @Nullable Fence fence;

  private Records(Database database) {
    this.database = database;
  }

  static Records open(Path file) throws LedgerException {
    SqliteStore store = new SqliteStore(file);
    store.make();
    return open(store);
  }

  static Records open(Store store) throws LedgerException {
    return new Records(Database.open(store));
  }

  /** For reading alone: nothing is made, and what is absent or empty has no records. */
  static Records look(Path file) throws LedgerException {
    SqliteStore store = new SqliteStore(file);
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return nothing();
      }
    } catch (IOException e) {
      throw store.unusable(e);
    }
    return look(store);
  }

  static Records look(Store store) throws LedgerException {
    Handle handle = null;
    try {
      handle = store.connect();
      int version = store.version(handle);
      if (version > VERSION) {
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
        handle.createScript(AS_TODAY).execute();
      }
      handle.execute(
          store instanceof PostgresStore ? "SET default_transaction_read_only = on" : READ_ONLY);
      return new Records(new Database(store, handle));
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

  static Records nothing() {
    Handle handle = SqliteStore.inMemory();
    handle.createScript(Migrations.script()).execute();
    handle.execute(READ_ONLY);
    return new Records(new Database(new SqliteStore(Path.of(":memory:")), handle));
  }

  Store store() {
    return database.store();
  }

  Database database() {
    return database;
  }

  /** From now on nothing is written by a process that has lost this lease. */
  void fence(Fence its) {
    fence = its;
  }

  <T> void put(String kind, String id, String parent, int number, T record) throws LedgerException {
    String body;
    try {
      body = MAPPER.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record must be writable as JSON", e);
    }
    RecordRow row = RecordRow.of(project(), kind, id, parent, number, body);
    together(() -> database.ask(handle -> row.put(handle)));
  }

  /**
   * Every record, all of one moment.
   *
   * @throws LedgerException when one is not what was written
   */
  List<RecordRow> everything() throws LedgerException {
    List<RecordRow> rows = rows("WHERE project = ? ORDER BY kind, parent, number, id");
    for (RecordRow row : rows) {
      if (!row.isIntact()) {
        throw damaged(row);
      }
    }
    return rows;
  }

  /** Writes all of them, or none where there is any record already. */
  boolean fill(List<RecordRow> rows) throws LedgerException {
    return database.together(
        handle -> {
          if (!rows("WHERE project = ?").isEmpty()) {
            return false;
          }
          rows.forEach(row -> row.in(project()).put(handle));
          return true;
        });
  }

  /** Runs writes that belong together: all of them are kept, or none. */
  void together(Writes writes) throws LedgerException {
    database.together(
        handle -> {
          if (fence != null && !fence.renew(handle, store())) {
            throw fence.lost(handle, store());
          }
          writes.run();
          return true;
        });
  }

  <T> Optional<T> find(String kind, String id, Class<T> type) throws LedgerException {
    return read(type, "WHERE project = ? AND kind = ? AND id = ?", kind, id).stream().findFirst();
  }

  <T> List<T> list(String kind, String parent, Class<T> type) throws LedgerException {
    return read(
        type, "WHERE project = ? AND kind = ? AND parent = ? ORDER BY number", kind, parent);
  }

  <T> List<T> all(String kind, Class<T> type) throws LedgerException {
    return read(type, "WHERE project = ? AND kind = ? ORDER BY id", kind);
  }

  /** Kind and id of every record that is not what was written. */
  List<String> damaged() throws LedgerException {
    List<String> damage = database.ask(store()::damage);
    if (!damage.isEmpty()) {
      throw new LedgerException(
          "the ledger " + store().name() + " is damaged: " + damage.getFirst(),
          "restore " + store().name() + " from a backup");
    }
    return rows("WHERE project = ? ORDER BY kind, id").stream()
        .filter(row -> !row.isIntact())
        .map(row -> row.kind() + " " + row.id())
        .toList();
  }

  private <T> List<T> read(Class<T> type, String sql, Object... keys) throws LedgerException {
    List<T> records = new ArrayList<>();
    for (RecordRow row : rows(sql, keys)) {
      if (!row.isIntact()) {
        throw damaged(row);
      }
      try {
        records.add(MAPPER.readValue(row.body(), type));
      } catch (JsonProcessingException e) {
        throw damaged(row);
      }
    }
    return records;
  }

  private List<RecordRow> rows(String where, Object... keys) throws LedgerException {
    List<Object> bound = new ArrayList<>(List.of(project()));
    bound.addAll(List.of(keys));
    return database.ask(
        handle ->
            handle
                .select("SELECT * FROM record " + where, bound.toArray())
                .map(
                    (row, context) ->
                        new RecordRow(
                            row.getString("project"),
                            row.getString("kind"),
                            row.getString("id"),
                            row.getString("parent"),
                            row.getInt("number"),
                            row.getString("body"),
                            row.getString("checksum")))
                .list());
  }

  private String project() {
    return store().project();
  }

  /** One of SQLite's settings of this connection. */
  String pragma(String name) throws LedgerException {
    return database.ask(handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }

  @Override
  public void close() {
    database.close();
  }

  /** Writes to the ledger. */
  interface Writes {
    void run() throws LedgerException;
  }

  private LedgerException damaged(RecordRow row) {
    String name = store().name();
    return new LedgerException(
        "the record of " + row.kind() + " " + row.id() + " in " + name + " was altered or torn",
        "restore " + name + " from a backup; nothing was done on the strength of that record");
  }
}
