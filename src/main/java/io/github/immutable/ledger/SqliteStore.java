package io.github.immutable.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A file beside one project, for one machine. SQLite syncs every commit.
 *
 * @param file is made when absent
 */
record SqliteStore(Path file) implements Store {
  private static final int BUSY_MILLIS = 10_000;
  private static final Set<SQLiteErrorCode> NO_DATABASE =
      Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  /** Locks of one process's own do not exclude one another. */
  private static final Object MIGRATING = new Object();

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String project() {
    return "";
  }

  /** Makes the file, for its owner alone; SQLite gives its other files the same mode. */
  void make() throws LedgerException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
      } catch (FileAlreadyExistsException e) {
        if (Files.isWritable(file) && !Files.getPosixFilePermissions(file).equals(PRIVATE)) {
          keepPrivate();
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Versions before this one made it with the usual mode. */
  private void keepPrivate() throws IOException {
    for (String end : List.of("", "-wal", "-shm")) {
      Path its = file.resolveSibling(file.getFileName() + end);
      if (Files.isRegularFile(its)) {
        Files.setPosixFilePermissions(its, PRIVATE);
      }
    }
  }

  @Override
  public Handle connect() {
    return Jdbi.create(source(file.toString())).open();
  }

  private static SQLiteDataSource source(String database) {
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + database);
    return source;
  }

  /** A database in memory, which ends with its connection. */
  static Handle inMemory() {
    return Jdbi.create(source(":memory:")).open();
  }

  /** Its own number of SQLite's, which also those versions of this tool read that had no other. */
  @Override
  public int version(Handle handle) {
    return handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
  }

  @Override
  public void migrate(Handle handle) throws LedgerException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    synchronized (MIGRATING) {
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        int version = version(handle);
        if (held.isValid() && version < Migrations.VERSION) {
          handle.execute("PRAGMA journal_mode = WAL");
          Migrations.run(this, source(file.toString()), version, "PRAGMA user_version =");
        }
      } catch (IOException e) {
        throw unusable(e);
      }
    }
  }

  @Override
  public String clock() {
    return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  }

  /** Its transactions lock the whole file when they begin. */
  @Override
  public String forUpdate() {
    return "";
  }

  @Override
  public boolean dropped(Throwable cause) {
    return false;
  }

  /** Rows are found through an index: one that lost its entry would be missing without a word. */
  @Override
  public List<String> damage(Handle handle) {
    return handle.createQuery("PRAGMA integrity_check(1)").mapTo(String.class).list().stream()
        .filter(line -> !line.equals("ok"))
        .toList();
  }

  @Override
  public List<String> altered(Handle handle) {
    return handle
        .select("SELECT * FROM record ORDER BY kind, id")
        .map((row, context) -> RecordRow.read(row))
        .stream()
        .filter(row -> !row.isIntact())
        .map(RecordRow::name)
        .toList();
  }

  @Override
  public LedgerException unusable(Throwable failure) {
    Throwable cause = Database.rootOf(failure);
    if (cause instanceof SQLiteException its
        && its.getResultCode() == SQLiteErrorCode.SQLITE_FULL) {
      return new LedgerException(
          "the ledger " + file + " cannot be written: its disk is full",
          "free some space, then see what was cut short: immutable status");
    }
    if (cause instanceof SQLiteException its
        && its.getResultCode() == SQLiteErrorCode.SQLITE_BUSY) {
      return new LedgerException(
          "the ledger " + file + " is being written by a process that does not come to an end",
          "see which: fuser " + file + "   and let it go on, kill -CONT, or end it");
    }
    if (cause instanceof SQLiteException its && NO_DATABASE.contains(primary(its))) {
      return Damage.torn(this, String.valueOf(its.getMessage()));
    }
    String why = cause instanceof IOException ? cause.toString() : cause.getMessage();
    return new LedgerException(
        "the ledger " + file + " cannot be used: " + why,
        "check its permissions and the free space, or restore it from a backup");
  }

  /** Without what SQLite adds to some: corrupt in an index is corrupt. */
  private static SQLiteErrorCode primary(SQLiteException failure) {
    return SQLiteErrorCode.getErrorCode(failure.getResultCode().code & 0xff);
  }
}
