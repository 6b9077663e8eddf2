package io.github.immutable.ledger;

import io.github.immutable.tool.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL on a free port of this machine's own, in a temporary folder. It refuses to run
 * as root, and runs as {@code nobody} then.
 */
public final class PostgresServer implements AutoCloseable {
  public static final String PASSWORD = "a password: with ' and \\ in it";
  private static final String USER = "team";
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path folder;
  private final int port;
  private Process server;

  private PostgresServer(Path folder, int port) throws Exception {
    this.folder = folder;
    this.port = port;
    this.server = launch();
  }

  /** One for all tests of this JVM; a test that stops it starts its own. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final PostgresServer SERVER = startUnchecked();

    private static PostgresServer startUnchecked() {
      try {
        PostgresServer server = start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
      } catch (Exception e) {
        throw new IllegalStateException("PostgreSQL, which bin/setup --tests installs", e);
      }
    }
  }

  /** Makes a cluster and starts it. */
  public static PostgresServer start() throws Exception {
    Path folder =
        Files.createTempDirectory(
            "immutable-postgresql-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    if (isRoot()) {
      for (Path path : List.of(folder, password)) {
        Files.setOwner(
            path,
            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
      }
    }
    String data = folder.resolve("data").toString();
    Process initdb =
        run(
            folder,
            List.of(
                program("initdb"),
                "-D",
                data,
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync"));
    if (initdb.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("log")));
    }
    return new PostgresServer(folder, freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private Process launch() throws Exception {
    Process started =
        run(
            folder,
            List.of(
                program("postgres"),
                "-D",
                folder.resolve("data").toString(),
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-k",
                "",
                "-c",
                "max_connections=150"));
    Waiting.until("PostgreSQL answers", () -> !started.isAlive() || answers());
    if (!started.isAlive()) {
      throw new IllegalStateException(Files.readString(folder.resolve("log")));
    }
    return started;
  }

  private boolean answers() {
    try {
      sql("postgres", "SELECT 1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static Process run(Path folder, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>();
    if (isRoot()) {
      whole.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    whole.addAll(command);
    return new ProcessBuilder(whole)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static String program(String name) throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return name;
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .max(Comparator.naturalOrder())
          .map(Path::toString)
          .orElse(name);
    }
  }

  /** The address of a new, empty database. */
  public String database() throws SQLException {
    String name = "ledger_" + DATABASES.incrementAndGet();
    sql("postgres", "CREATE DATABASE " + name);
    return "postgresql://" + USER + "@127.0.0.1:" + port + "/" + name;
  }

  /** Runs a statement in the database that an address ends with. */
  public void sql(String address, String statement) throws SQLException {
    try (Connection connection = connect(address);
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  /** What a query finds first, as text. */
  public String text(String address, String query) throws SQLException {
    try (Connection connection = connect(address);
        Statement run = connection.createStatement();
        ResultSet found = run.executeQuery(query)) {
      if (!found.next()) {
        throw new SQLException("nothing found: " + query);
      }
      return String.valueOf(found.getString(1));
    }
  }

  private Connection connect(String address) throws SQLException {
    String database = address.substring(address.lastIndexOf('/') + 1);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?currentSchema=immutable",
        USER,
        PASSWORD);
  }

  public int port() {
    return port;
  }

  /** Ends every connection and stops, as an administrator does. */
  public void stop() throws Exception {
    new ProcessBuilder("kill", "-INT", String.valueOf(server.pid())).start().waitFor();
    server.waitFor();
  }

  /** Starts it again where it was. */
  public void startAgain() throws Exception {
    server = launch();
  }

  @Override
  public void close() {
    try {
      stop();
      try (Stream<Path> files = Files.walk(folder, FileVisitOption.values())) {
        files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
