package io.github.immutable.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One table of JSON documents, each with a checksum over its keys and its body: a record that was
 * altered or torn is refused, never acted on; that none is missing, the {@link Seal} says when they
 * are opened. The columns are those that are searched by.
 */
final class Records implements AutoCloseable {
  static final int VERSION = Migrations.VERSION;

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new InstantModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Database database;
  private final boolean hasSeal;
  private @Nullable Fence fence;

  /**
   * Those of a database of whatever version.
   *
   * @param hasSeal whether the version has one
   */
  Records(Database database, boolean hasSeal) {
    this.database = database;
    this.hasSeal = hasSeal;
  }

  static Records open(Path file) throws LedgerException {
    SqliteStore store = new SqliteStore(file);
    store.make();
    return open(store);
  }

  static Records open(Store store) throws LedgerException {
    Records records = new Records(Database.open(store), true);
    try {
      records.refuseDamage();
      return records;
    } catch (LedgerException e) {
      records.close();
      throw e;
    }
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
    database.together(
        handle -> {
          renewLease(handle);
          Seal.put(handle, store(), row);
          return true;
        });
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
        throw Damage.altered(store(), row.name());
      }
    }
    return rows;
  }

  /** Writes all of them, or none where there is any record already. */
  boolean fill(List<RecordRow> rows) throws LedgerException {
    return database.together(
        handle -> {
          if (!Seal.isOfNothing(handle, store())) {
            return false;
          }
          rows.forEach(row -> row.in(project()).put(handle));
          Seal.make(handle, store());
          return true;
        });
  }

  /** Runs writes that belong together: all of them are kept, or none. */
  void together(Writes writes) throws LedgerException {
    database.together(
        handle -> {
          renewLease(handle);
          writes.run();
          return true;
        });
  }

  private void renewLease(Handle handle) throws LedgerException {
    if (fence != null && !fence.renew(handle, store())) {
      throw fence.lost(handle, store());
    }
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

  /**
   * Kind and id of every record that is not what was written.
   *
   * @throws LedgerException when no single record is to blame
   */
  List<String> damaged() throws LedgerException {
    List<String> torn = database.ask(store()::damage);
    if (!torn.isEmpty()) {
      throw Damage.torn(store(), torn.getFirst());
    }
    List<String> altered = database.ask(store()::altered);
    if (altered.isEmpty() && hasSeal) {
      Optional<String> broken = database.ask(handle -> Seal.broken(handle, store()));
      if (broken.isPresent()) {
        throw Damage.of(store(), broken.get());
      }
    }
    return altered;
  }

  /** Nothing is done with a ledger of which not every record is there as it was written. */
  private void refuseDamage() throws LedgerException {
    List<String> altered = damaged();
    if (!altered.isEmpty()) {
      throw Damage.altered(store(), altered.getFirst());
    }
    if (database.ask(handle -> Seal.isMissing(handle, store()))) {
      database.together(
          handle -> {
            Seal.make(handle, store());
            return true;
          });
    }
  }

  private <T> List<T> read(Class<T> type, String sql, Object... keys) throws LedgerException {
    List<T> records = new ArrayList<>();
    for (RecordRow row : rows(sql, keys)) {
      if (!row.isIntact()) {
        throw Damage.altered(store(), row.name());
      }
      try {
        records.add(MAPPER.readValue(row.body(), type));
      } catch (JsonProcessingException e) {
        throw Damage.altered(store(), row.name());
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
                .map((row, context) -> RecordRow.read(row))
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
}
