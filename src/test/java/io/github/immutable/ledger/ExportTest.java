package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A ledger written out and read back. */
class ExportTest {
  @TempDir Path folder;

  private List<String> lines = List.of();

  @BeforeEach
  void a_ledger_is_exported() throws Exception {
    try (Ledger ledger = Ledger.open(folder.resolve("first.db"))) {
      fill(ledger);
      lines = ledger.export("web").lines();
    }
  }

  private static void fill(Ledger ledger) throws LedgerException {
    ledger.put(Samples.started("local", 1));
    ledger.put(Samples.ended("local", 2));
    ledger.put(Samples.started("production", 1));
    ledger.put(Samples.IMAGE);
  }

  static Stream<Arguments> ways() {
    return Stream.of(Stores.values())
        .flatMap(from -> Stream.of(Stores.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("ways")
  void comes_back_as_it_was_in_either_database(Stores from, Stores to) throws Exception {
    List<String> exported;
    try (Ledger old = Stores.open(from.place(folder.resolve("from")))) {
      fill(old);
      exported = old.export("web").lines();
    }
    try (Ledger next = Stores.open(to.place(folder.resolve("to")))) {
      assertThat(next.fill(Export.read("it", exported))).isTrue();

      assertThat(next.releases("local"))
          .containsExactly(Samples.started("local", 1), Samples.ended("local", 2));
      assertThat(next.releases("production")).containsExactly(Samples.started("production", 1));
      assertThat(next.images()).containsExactly(Samples.IMAGE);
      assertThat(next.damaged()).isEmpty();
      assertThat(next.export("web").lines()).isEqualTo(exported);
    }
  }

  @Test
  void is_refused_by_a_ledger_that_has_records() throws Exception {
    try (Ledger other = Ledger.open(folder.resolve("other.db"))) {
      other.put(Samples.started("local", 7));

      assertThat(other.fill(Export.read("it", lines))).isFalse();
      assertThat(other.releases("local")).containsExactly(Samples.started("local", 7));
      assertThat(other.images()).isEmpty();
    }
  }

  @Test
  void what_was_cut_short_or_altered_is_refused_line_by_line() {
    int refused = 0;
    for (int i = 0; i < lines.size(); i++) {
      List<String> cut = lines.subList(0, i);
      assertThatThrownBy(() -> Export.read("it", cut)).isInstanceOf(LedgerException.class);
      List<String> altered = new ArrayList<>(lines);
      altered.set(i, altered.get(i).replaceFirst("[0-9]", "x"));
      assertThatThrownBy(() -> Export.read("it", altered)).isInstanceOf(LedgerException.class);
      List<String> less = new ArrayList<>(lines);
      less.remove(i);
      assertThatThrownBy(() -> Export.read("it", less)).isInstanceOf(LedgerException.class);
      refused += 3;
    }
    System.out.printf("exports cut or altered: %d, refused %d%n", 3 * lines.size(), refused);
  }

  @Test
  void one_of_a_newer_version_is_refused() {
    List<String> newer = new ArrayList<>(lines);
    newer.set(0, newer.get(0).replace("\"schema\":" + Records.VERSION, "\"schema\":99"));
    assertThatThrownBy(() -> Export.read("it", newer))
        .hasMessage("it was written by a newer version of immutable (schema 99)");
  }

  @Test
  void an_altered_record_is_not_exported() throws Exception {
    Path file = folder.resolve("first.db");
    try (Records records = Records.open(file)) {
      records
          .database()
          .ask(handle -> handle.execute("UPDATE record SET body = '{}' WHERE kind = 'image'"));
    }
    assertThatThrownBy(() -> Ledger.open(file)).hasMessageContaining("was altered or torn");
    try (Ledger ledger = Ledger.look(file)) {
      assertThatThrownBy(() -> ledger.export("web")).hasMessageContaining("was altered or torn");
    }
  }
}
