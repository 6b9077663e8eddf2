package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The seal follows every write, and ledgers of before get one; in either database. */
@ParameterizedClass
@EnumSource(Stores.class)
class SealTest {
  private static final int WRITERS = 6;
  private static final int WRITES = 20;

  @TempDir Path folder;
  private final Stores stores;
  private String place = "";

  SealTest(Stores stores) {
    this.stores = stores;
  }

  @BeforeEach
  void a_place() throws Exception {
    place = stores.place(folder);
  }

  @Test
  void promise_4_none_is_lost_of_many_who_write_at_once() throws Exception {
    Stores.open(place).close();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      for (int writer = 1; writer <= WRITERS; writer++) {
        String pipeline = "pipeline-" + writer;
        all.add(
            threads.submit(
                () -> {
                  try (Ledger ledger = Stores.open(place)) {
                    for (int number = 1; number <= WRITES; number++) {
                      ledger.put(Samples.started(pipeline, number));
                      // one that all of them write
                      ledger.put(Samples.IMAGE);
                    }
                  }
                  return true;
                }));
      }
      for (Future<?> one : all) {
        assertThat(one.get()).isEqualTo(true);
      }
    }

    try (Records records = Stores.records(place)) {
      Seal seal = records.database().ask(its -> Seal.read(its, records.store(), "").orElseThrow());
      assertThat(seal.records()).isEqualTo(WRITERS * WRITES + 1);
      assertThat(records.everything()).hasSize(WRITERS * WRITES + 1);
    }
  }

  @Test
  void the_seals_of_two_projects_are_apart() throws Exception {
    try (Ledger web = Stores.open(place)) {
      web.put(Samples.IMAGE);
      if (stores == Stores.POSTGRESQL) {
        try (Ledger shop = Stores.open(place, "shop")) {
          shop.put(Samples.IMAGE);
        }
        sql("DELETE FROM record WHERE project = 'shop'");
        assertThatThrownBy(() -> Stores.open(place, "shop"))
            .hasMessageEndingWith("is not what was written: records were written: 1, found: 0");
      }
    }
    Stores.open(place).close();
  }

  @Test
  void a_write_after_the_seal_was_deleted_is_refused() throws Exception {
    try (Ledger ledger = Stores.open(place)) {
      ledger.put(Samples.IMAGE);
      sql("DELETE FROM seal");

      assertThatThrownBy(() -> ledger.put(Samples.started("local", 1)))
          .isInstanceOf(LedgerException.class)
          .hasMessageEndingWith("is not what was written: its seal was deleted");
    }
  }

  @Test
  void a_ledger_of_before_is_sealed_when_it_is_opened() throws Exception {
    ofBefore();

    try (Ledger look = Stores.look(place)) {
      assertThat(look.damaged()).isEmpty();
      assertThat(look.releases("local")).hasSize(1);
    }
    Stores.open(place).close();
    sql("UPDATE record SET parent = 'production', sha256 = 'altered' WHERE kind = 'image'");
    assertThatThrownBy(() -> Stores.open(place)).isInstanceOf(LedgerException.class);
  }

  @Test
  void a_record_that_was_deleted_between_the_migration_and_the_seal_is_missed() throws Exception {
    ofBefore();
    Stores.open(place).close();
    // as the migration leaves it for a project that nobody has opened since
    sql("UPDATE seal SET sum = NULL");
    sql("DELETE FROM record WHERE kind = 'image'");

    assertThatThrownBy(() -> Stores.open(place))
        .hasMessageEndingWith("is not what was written: records were written: 2, found: 1");
  }

  @Test
  void what_is_left_can_be_accepted_by_hand_as_the_documentation_says() throws Exception {
    try (Ledger ledger = Stores.open(place)) {
      ledger.put(Samples.IMAGE);
      ledger.put(Samples.started("local", 1));
    }
    sql("DELETE FROM record WHERE kind = 'image'");
    assertThatThrownBy(() -> Stores.open(place)).isInstanceOf(LedgerException.class);

    sql("UPDATE seal SET sum = NULL, records = (SELECT count(*) FROM record)");

    try (Ledger ledger = Stores.open(place)) {
      assertThat(ledger.releases("local")).hasSize(1);
    }
    sql("DELETE FROM record");
    assertThatThrownBy(() -> Stores.open(place)).isInstanceOf(LedgerException.class);
  }

  @Test
  void a_version_without_seals_that_is_still_at_work_writes_nothing_more() throws Exception {
    try (Ledger ledger = Stores.open(place)) {
      ledger.put(Samples.IMAGE);
    }

    assertThatThrownBy(
            () ->
                sql(
                    "INSERT INTO record (project, kind, id, parent, number, body, checksum) VALUES"
                        + " ('', 'slot', 'a', 'b', 1, '{}', 'c') ON CONFLICT (project, kind, id) DO"
                        + " UPDATE SET body = excluded.body, checksum = excluded.checksum"))
        .hasMessageContaining("checksum");
    Stores.open(place).close();
  }

  /** As the version leaves it that had no seals. */
  private void ofBefore() throws LedgerException {
    try (Ledger ledger = Stores.open(place)) {
      ledger.put(Samples.IMAGE);
      ledger.put(Samples.started("local", 1));
    }
    sql("DROP TABLE seal");
    sql("ALTER TABLE record RENAME COLUMN sha256 TO checksum");
    sql("DELETE FROM migration WHERE version = '3'");
    if (stores == Stores.SQLITE) {
      sql("PRAGMA user_version = 2");
    }
  }

  private void sql(String statement) throws LedgerException {
    try (Records raw = raw()) {
      int unused = raw.database().ask(handle -> handle.execute(statement));
    }
  }

  /** For writing by hand, in whatever state it is. */
  private Records raw() {
    Store store = Stores.store(place);
    return new Records(new Database(store, store.connect()), true);
  }
}
