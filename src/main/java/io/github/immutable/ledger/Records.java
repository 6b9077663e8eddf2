package io.github.immutable.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.immutable.tool.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One table of JSON documents, each with a checksum over its keys and its body: a record that was
 * altered or torn is refused, never acted on. The columns are those that are searched by.
 */
final class Records implements AutoCloseable {
  /** Raised with every change of the schema; kept in SQLite's {@code user_version}. */
  static final int VERSION = 1;

  /** Not SQLite's own read-only mode, which leaves files behind. */
  private static final String READ_ONLY = "PRAGMA query_only = ON";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new InstantModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path file;
  private final Handle handle;

  private Records(Path file, Handle handle) {
    this.file = file;
    this.handle = handle;
  }

  static Records open(Path file) throws LedgerException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      Handle handle = connect(config, file.toString());
      if (version(file, handle) < VERSION) {
        handle.createScript(schema()).execute();
        handle.execute("PRAGMA user_version = " + VERSION);
      }
      return new Records(file, handle);
    } catch (IOException | JdbiException e) {
      throw unusable(file, e);
    }
  }

  /** For reading alone: nothing is made, and what is absent or empty has no records. */
  static Records look(Path file) throws LedgerException {
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return nothing();
      }
      Handle handle = connect(new SQLiteConfig(), file.toString());
      handle.execute(READ_ONLY);
      if (version(file, handle) == 0) {
        handle.close();
        throw new LedgerException(
            file + " is no ledger of this tool", "restore " + file + " from a backup");
      }
      return new Records(file, handle);
    } catch (IOException | JdbiException e) {
      throw unusable(file, e);
    }
  }

  static Records nothing() {
    Handle handle = connect(new SQLiteConfig(), ":memory:");
    try {
      handle.createScript(schema()).execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    handle.execute(READ_ONLY);
    return new Records(Path.of(":memory:"), handle);
  }

  private static Handle connect(SQLiteConfig config, String database) {
    config.setBusyTimeout(10_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + database);
    return Jdbi.create(source).open();
  }

  private static int version(Path file, Handle handle) throws LedgerException {
    int version = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    if (version > VERSION) {
      handle.close();
      throw new LedgerException(
          file + " was written by a newer version of immutable (schema " + version + ")",
          "use that version; this one knows schema " + VERSION);
    }
    return version;
  }

  <T> void put(String kind, String id, String parent, int number, T record) throws LedgerException {
    try {
      String body = MAPPER.writeValueAsString(record);
      handle.execute(
          "INSERT INTO record (kind, id, parent, number, body, checksum) VALUES (?, ?, ?, ?, ?, ?)"
              + " ON CONFLICT (kind, id) DO UPDATE"
              + " SET parent = excluded.parent, number = excluded.number,"
              + " body = excluded.body, checksum = excluded.checksum",
          kind,
          id,
          parent,
          number,
          body,
          checksum(kind, id, parent, number, body));
    } catch (JsonProcessingException | JdbiException e) {
      throw unusable(file, e);
    }
  }

  /** Runs writes that belong together: all of them are kept, or none. */
  void together(Writes writes) throws LedgerException {
    try {
      handle.begin();
      writes.run();
      handle.commit();
    } catch (JdbiException e) {
      throw unusable(file, e);
    } finally {
      if (handle.isInTransaction()) {
        handle.rollback();
      }
    }
  }

  <T> Optional<T> find(String kind, String id, Class<T> type) throws LedgerException {
    return read(type, "SELECT * FROM record WHERE kind = ? AND id = ?", kind, id).stream()
        .findFirst();
  }

  <T> List<T> list(String kind, String parent, Class<T> type) throws LedgerException {
    return read(
        type, "SELECT * FROM record WHERE kind = ? AND parent = ? ORDER BY number", kind, parent);
  }

  <T> List<T> all(String kind, Class<T> type) throws LedgerException {
    return read(type, "SELECT * FROM record WHERE kind = ? ORDER BY id", kind);
  }

  /** Kind and id of every record that is not what was written. */
  List<String> damaged() throws LedgerException {
    try {
      List<String> pages = handle.createQuery("PRAGMA quick_check").mapTo(String.class).list();
      if (!pages.equals(List.of("ok"))) {
        throw new LedgerException(
            "the ledger " + file + " is damaged: " + pages.getFirst(),
            "restore " + file + " from a backup");
      }
    } catch (JdbiException e) {
      throw unusable(file, e);
    }
    return rows("SELECT * FROM record ORDER BY kind, id").stream()
        .filter(row -> !row.isIntact())
        .map(row -> row.kind() + " " + row.id())
        .toList();
  }

  private <T> List<T> read(Class<T> type, String sql, Object... keys) throws LedgerException {
    List<T> records = new ArrayList<>();
    for (Row row : rows(sql, keys)) {
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

  private List<Row> rows(String sql, Object... keys) throws LedgerException {
    try {
      return handle
          .select(sql, keys)
          .map(
              (row, context) ->
                  new Row(
                      row.getString("kind"),
                      row.getString("id"),
                      row.getString("parent"),
                      row.getInt("number"),
                      row.getString("body"),
                      row.getString("checksum")))
          .list();
    } catch (JdbiException e) {
      throw unusable(file, e);
    }
  }

  /** One of SQLite's settings of this connection. */
  String pragma(String name) {
    return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
  }

  @Override
  public void close() {
    handle.close();
  }

  private record Row(
      String kind, String id, String parent, int number, String body, String checksum) {
    boolean isIntact() {
      return checksum.equals(Records.checksum(kind, id, parent, number, body));
    }
  }

  /** Writes to the ledger. */
  interface Writes {
    void run() throws LedgerException;
  }

  private LedgerException damaged(Row row) {
    return new LedgerException(
        "the record of " + row.kind() + " " + row.id() + " in " + file + " was altered or torn",
        "restore " + file + " from a backup; nothing was done on the strength of that record");
  }

  private static LedgerException unusable(Path file, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof SQLiteException its
        && its.getResultCode() == SQLiteErrorCode.SQLITE_FULL) {
      return new LedgerException(
          "the ledger " + file + " cannot be written: its disk is full",
          "free some space, then see what was cut short: immutable status");
    }
    return new LedgerException(
        "the ledger " + file + " cannot be used: " + cause.getMessage(),
        "check its permissions and the free space, or restore it from a backup");
  }

  private static String checksum(String kind, String id, String parent, int number, String body) {
    return new Digest()
        .text(kind)
        .text(id)
        .text(parent)
        .text(String.valueOf(number))
        .text(body)
        .hex();
  }

  private static String schema() throws IOException {
    try (InputStream schema = Records.class.getResourceAsStream("/ledger/schema.sql")) {
      if (schema == null) {
        throw new IOException("the schema is missing from this build");
      }
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
