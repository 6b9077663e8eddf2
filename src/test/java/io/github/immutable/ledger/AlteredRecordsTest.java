package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody or something has been at the records, in either database: whatever was done to which of
 * them, the ledger is refused when it is opened, and {@code doctor} says so too.
 */
@ParameterizedClass
@EnumSource(Stores.class)
class AlteredRecordsTest {
  @TempDir Path folder;
  private final Stores stores;
  private final Set<RecordRow> earlier = new LinkedHashSet<>();
  private List<RecordRow> rows = List.of();
  private Seal seal = new Seal(0, null);
  private String place = "";
  private Records raw = ReadOnly.nothing();

  AlteredRecordsTest(Stores stores) {
    this.stores = stores;
  }

  @BeforeEach
  void a_ledger_with_two_releases() throws Exception {
    place = stores.place(folder);
    raw = Stores.records(place);
    try (Ledger ledger = Stores.open(place)) {
      TwoReleases.write(ledger, its -> earlier.addAll(raw.everything()));
    }
    rows = raw.everything();
    earlier.removeAll(rows);
    seal = raw.database().ask(handle -> Seal.read(handle, raw.store(), "").orElseThrow());
  }

  @AfterEach
  void close() {
    raw.close();
  }

  @Test
  void promise_4_altered_deleted_and_earlier_records_are_refused_when_it_is_opened()
      throws Exception {
    Map<String, List<String>> attacks = new LinkedHashMap<>();
    attacks.put("column altered", columns());
    attacks.put("record deleted", each("DELETE FROM record WHERE kind = '%s' AND id = '%s'"));
    attacks.put("kind or all deleted", kinds());
    attacks.put("earlier record put back", earlier.stream().map(this::replaced).toList());
    attacks.put("two records swapped", swapped());
    attacks.put("record added", added());
    attacks.put(
        "seal altered or deleted",
        List.of(
            "DELETE FROM seal",
            "UPDATE seal SET records = records + 1",
            "UPDATE seal SET records = -records",
            "UPDATE seal SET sum = replace(sum, substr(sum, 1, 1), 'g')",
            "UPDATE seal SET sum = substr(sum, 2)",
            "UPDATE seal SET sum = ''",
            "UPDATE seal SET project = 'other'"));
    assertThat(earlier).hasSizeGreaterThan(6);

    for (Map.Entry<String, List<String>> attack : attacks.entrySet()) {
      for (String sql : attack.getValue()) {
        sql(sql);
        refused(sql);
        restore();
      }
      System.out.printf(
          "ledger in %s: %s: %d attacks, all refused when opened%n",
          stores, attack.getKey(), attack.getValue().size());
    }
  }

  private void refused(String sql) throws LedgerException {
    LedgerException refused =
        catchThrowableOfType(LedgerException.class, () -> Stores.open(place).close());
    assertThat(refused).as("%s", sql).isNotNull();
    assertThat(refused).hasMessageContaining(raw.store().name());
    assertThat(refused.remedy()).contains("backup").contains("nothing is done");
    assertThat(refused.topic()).isEqualTo("ledger-unusable");
    try (Ledger look = Stores.look(place)) {
      LedgerException found = catchThrowableOfType(LedgerException.class, look::damaged);
      assertThat(found != null || !look.damaged().isEmpty()).as("doctor after %s", sql).isTrue();
    }
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (String column : List.of("project", "kind", "id", "parent", "body", "sha256")) {
      columns.addAll(set("%1$s = %1$s || ' '".formatted(column)));
    }
    columns.addAll(set("kind = ''"));
    columns.addAll(set("number = number + 1"));
    columns.addAll(set("number = -number - 1"));
    columns.addAll(set("body = substr(body, 1, length(body) - 1)"));
    columns.addAll(set("body = ''"));
    columns.addAll(set("body = replace(body, '\"', ' ')"));
    return columns;
  }

  private List<String> set(String assignment) {
    return each("UPDATE record SET " + assignment + " WHERE kind = '%s' AND id = '%s'");
  }

  private List<String> each(String sql) {
    return rows.stream().map(row -> sql.formatted(row.kind(), row.id())).toList();
  }

  private List<String> kinds() {
    List<String> kinds = new ArrayList<>(List.of("DELETE FROM record"));
    rows.stream()
        .map(RecordRow::kind)
        .distinct()
        .forEach(kind -> kinds.add("DELETE FROM record WHERE kind = '" + kind + "'"));
    return kinds;
  }

  /** Keys, body and checksum of another: by itself each of them is as it was written. */
  private String replaced(RecordRow by) {
    return "UPDATE record SET parent = '%s', number = %d, body = '%s', sha256 = '%s'"
            .formatted(by.parent(), by.number(), by.body().replace("'", "''"), by.checksum())
        + " WHERE kind = '%s' AND id = '%s'".formatted(by.kind(), by.id());
  }

  private List<String> swapped() {
    List<String> swapped = new ArrayList<>();
    for (RecordRow one : rows) {
      for (RecordRow other : rows) {
        if (one.kind().equals(other.kind()) && one.id().compareTo(other.id()) < 0) {
          String exchange =
              "UPDATE record SET %1$s = CASE id WHEN '%2$s' THEN (SELECT %1$s FROM record WHERE kind ="
                  + " '%4$s' AND id = '%3$s') ELSE (SELECT %1$s FROM record WHERE kind = '%4$s' AND id"
                  + " = '%2$s') END WHERE kind = '%4$s' AND id IN ('%2$s', '%3$s')";
          String body = exchange.formatted("body", one.id(), other.id(), one.kind());
          swapped.add(body);
          swapped.add(body + "; " + exchange.formatted("sha256", one.id(), other.id(), one.kind()));
        }
      }
    }
    return swapped;
  }

  /** A right record of this project that nobody has written. */
  private List<String> added() {
    return rows.stream()
        .map(its -> RecordRow.of(its.project(), its.kind(), "new", its.parent(), 9, its.body()))
        .map(
            its ->
                "INSERT INTO record (project, kind, id, parent, number, body, sha256) VALUES ('%s',"
                        .formatted(its.project())
                    + " '%s', '%s', '%s', %d, '%s', '%s')"
                        .formatted(
                            its.kind(),
                            its.id(),
                            its.parent(),
                            its.number(),
                            its.body().replace("'", "''"),
                            its.checksum()))
        .toList();
  }

  private void restore() throws LedgerException {
    raw.database()
        .together(
            handle -> {
              handle.execute("DELETE FROM record");
              handle.execute("DELETE FROM seal");
              rows.forEach(row -> row.put(handle));
              return handle.execute(
                  "INSERT INTO seal (project, records, sum) VALUES (?, ?, ?)",
                  raw.store().project(),
                  seal.records(),
                  seal.sum());
            });
    try (Ledger ledger = Stores.open(place)) {
      assertThat(ledger.releases("local")).hasSize(2);
    }
  }

  private void sql(String script) throws LedgerException {
    raw.database().ask(handle -> handle.createScript(script).execute());
  }
}
