package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger's file that somebody or something has been at. */
class LedgerFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void a_ledger_with_one_release() throws Exception {
    file = folder.resolve("ledger.db");
    try (Ledger ledger = Ledger.open(file)) {
      ledger.put(Samples.ended("local", 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body = replace(body, 'completed', 'failed')",
        "body = substr(body, 1, length(body) - 1)",
        "body = body || ' '",
        "sha256 = replace(sha256, substr(sha256, 1, 1), 'g')",
        "number = number + 1",
        "number = -number",
      })
  void an_altered_record_is_refused_by_name(String alteration) throws Exception {
    sql("UPDATE record SET " + alteration);

    LedgerException refused = thenRefused(() -> Ledger.open(file));

    assertThat(refused).hasMessageContaining("release local-1").hasMessageContaining("altered");
    assertThat(refused.remedy()).contains("backup");
    try (Ledger looked = Ledger.look(file)) {
      thenRefused(() -> looked.release("local-1"));
      thenRefused(() -> looked.releases("local"));
    }
  }

  @Test
  void a_record_under_another_records_keys_is_refused() throws Exception {
    sql("UPDATE record SET id = 'local-2'");
    thenRefused(() -> Ledger.look(file).release("local-2"));
    thenRefused(() -> Ledger.look(file).releases("local"));

    sql("UPDATE record SET id = 'local-1', parent = 'production'");
    thenRefused(() -> Ledger.look(file).releases("production"));
    thenRefused(() -> Ledger.look(file).release("local-1"));

    sql("UPDATE record SET parent = 'local', kind = 'image'");
    thenRefused(() -> Ledger.look(file).images());
  }

  @Test
  void a_ledger_of_a_newer_version_is_refused_and_left_as_it_is() throws Exception {
    sql("PRAGMA user_version = " + (Records.VERSION + 1));

    assertThat(thenRefused(() -> Ledger.open(file)))
        .hasMessageContaining("newer version")
        .hasMessageContaining("schema " + (Records.VERSION + 1));
    assertThat(query("PRAGMA user_version")).isEqualTo(String.valueOf(Records.VERSION + 1));
  }

  @Test
  void what_is_no_database_is_refused_and_left_as_it_is() throws Exception {
    String text = "this is a letter\n".repeat(100);
    Path letter = Files.writeString(folder.resolve("letter"), text);

    LedgerException refused = thenRefused(() -> Ledger.open(letter));

    assertThat(refused).hasMessageContaining(letter.toString());
    assertThat(refused.remedy()).isNotBlank();
    assertThat(letter).hasContent(text);
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws Exception {
    Path inTheWay = Files.createFile(folder.resolve("file"));

    assertThat(thenRefused(() -> Ledger.open(inTheWay.resolve("ledger.db"))))
        .hasMessageContaining(inTheWay.toString());
  }

  @Test
  void promise_4_every_write_is_on_disk_when_it_returns() throws Exception {
    // in WAL mode that takes synchronous=FULL (2), which belongs to the connection
    try (Records records = Records.open(file)) {
      assertThat(records.pragma("journal_mode")).isEqualTo("wal");
      assertThat(records.pragma("synchronous")).isEqualTo("2");
    }
  }

  private interface Act {
    Object run() throws LedgerException;
  }

  private static LedgerException thenRefused(Act act) {
    LedgerException refused = catchThrowableOfType(LedgerException.class, act::run);
    assertThat(refused).isNotNull();
    return refused;
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private String query(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement run = connection.createStatement();
        ResultSet rows = run.executeQuery(statement)) {
      return rows.getString(1);
    }
  }
}
