package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.tool.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that somebody only looks at. */
class LedgerLookTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void a_file_yet_to_be() {
    file = folder.resolve("kept/ledger.db");
  }

  @Test
  void what_is_absent_is_not_made() throws Exception {
    try (Ledger ledger = Ledger.look(file)) {
      assertThat(ledger.releases("local")).isEmpty();
      assertThat(ledger.damaged()).isEmpty();
      assertThatThrownBy(() -> ledger.put(Samples.ended("local", 1)))
          .isInstanceOf(LedgerException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_is_empty_stays_so() throws Exception {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    try (Ledger ledger = Ledger.look(file)) {
      assertThat(ledger.images()).isEmpty();
    }
    assertThat(file).isEmptyFile();
  }

  @Test
  void records_are_read_and_no_byte_and_no_file_is_changed() throws Exception {
    written();
    Map<String, String> before = files();
    try (Ledger ledger = Ledger.look(file)) {
      assertThat(ledger.releases("local")).hasSize(2);
      assertThat(ledger.damaged()).isEmpty();
      assertThatThrownBy(() -> ledger.put(Samples.ended("local", 3)))
          .isInstanceOf(LedgerException.class);
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void it_can_be_looked_at_while_another_writes() throws Exception {
    written();
    try (Ledger writer = Ledger.open(file);
        Ledger ledger = Ledger.look(file)) {
      writer.put(Samples.ended("local", 3));
      assertThat(ledger.releases("local")).hasSize(3);
    }
  }

  @Test
  void every_damaged_record_is_named() throws Exception {
    written();
    sql("UPDATE record SET body = replace(body, 'completed', 'failed') WHERE id = 'local-2'");
    try (Ledger ledger = Ledger.look(file)) {
      assertThat(ledger.damaged()).containsExactly("release local-2");
    }
    sql("UPDATE record SET body = body || ' '");
    try (Ledger ledger = Ledger.look(file)) {
      assertThat(ledger.damaged()).containsExactly("release local-1", "release local-2");
    }
  }

  @Test
  void a_database_of_somebody_else_is_no_ledger() throws Exception {
    Files.createDirectories(file.getParent());
    sql("CREATE TABLE theirs (a TEXT)");
    assertThatThrownBy(() -> Ledger.look(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("is no ledger");
  }

  @Test
  void one_of_a_newer_version_is_refused() throws Exception {
    written();
    sql("PRAGMA user_version = " + (Records.VERSION + 1));
    assertThatThrownBy(() -> Ledger.look(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("newer version");
  }

  private void written() throws LedgerException {
    try (Ledger ledger = Ledger.open(file)) {
      ledger.put(Samples.ended("local", 1));
      ledger.put(Samples.ended("local", 2));
    }
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> all = Files.list(file.getParent())) {
      for (Path one : all.toList()) {
        digests.put(one.getFileName().toString(), new Digest().file(one).hex());
      }
    }
    return digests;
  }
}
