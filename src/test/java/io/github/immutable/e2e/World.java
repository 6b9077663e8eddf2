package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All that a mistake could change, as it is at one moment. */
record World(Map<Part, Object> parts) {
  private static final String OURS = ".immutable/";
  // git itself writes it anew when it is asked for the status
  private static final String INDEX = ".git/index";

  /** What could change. */
  enum Part {
    /** The project's own files, git's among them. */
    FILES,
    LEDGER,
    /** Terraform's states. */
    STATES,
    /** The containers that stand. */
    SERVERS,
    /** The slot that answers at the front door, and the one that the balancer starts with again. */
    TRAFFIC
  }

  static World of(Project its) {
    Path project = its.folder();
    Map<Part, Object> parts = new EnumMap<>(Part.class);
    parts.put(Part.FILES, contents(project, path -> !path.startsWith(OURS) && !path.equals(INDEX)));
    parts.put(Part.LEDGER, records(project.resolve(OURS + "ledger.db")));
    parts.put(
        Part.STATES,
        contents(project, path -> path.startsWith(OURS) && path.endsWith("terraform.tfstate")));
    parts.put(Part.SERVERS, new Containers(its.application()).all());
    parts.put(
        Part.TRAFFIC,
        List.of(
            its.answeringSlot(),
            contents(project, path -> path.startsWith(OURS) && path.endsWith(".map"))));
    return new World(parts);
  }

  /** Asserts that nothing is another than it was, but for what may be. */
  void isLeftBy(World after, Set<Part> mayChange) {
    for (Part part : Part.values()) {
      if (!mayChange.contains(part)) {
        assertThat(after.parts.get(part)).as("%s left alone", part).isEqualTo(parts.get(part));
      }
    }
  }

  private static Map<String, String> contents(Path project, Predicate<String> wanted) {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = project.relativize(file).toString();
        if (wanted.test(path)) {
          contents.put(path, content(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }

  /** Short texts as they are, since they are read when a test fails; of others the hash. */
  private static String content(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length < 100
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : bytes.length + " bytes, hash " + Arrays.hashCode(bytes);
  }

  /** Every record there is, whatever version of this tool wrote it. */
  private static List<String> records(Path ledger) {
    List<String> records = new ArrayList<>();
    if (!Files.exists(ledger)) {
      return records;
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT kind, id, body FROM record ORDER BY 1, 2")) {
      while (rows.next()) {
        records.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
      }
    } catch (SQLException e) {
      throw new AssertionError("the ledger cannot be read: " + ledger, e);
    }
    return records;
  }
}
