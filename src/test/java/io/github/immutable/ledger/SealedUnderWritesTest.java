package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.tool.Waiting;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** PostgreSQL lets others write while a migration runs. */
class SealedUnderWritesTest {
  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'immutable.record'::regclass";

  @Test
  void a_record_that_an_earlier_version_is_writing_is_counted_under_the_seal() throws Exception {
    PostgresServer server = PostgresServer.shared();
    String place = server.database();
    Stores.open(place).close();
    for (String before :
        new String[] {
          "DROP TABLE seal",
          "ALTER TABLE record RENAME COLUMN sha256 TO checksum",
          "DELETE FROM migration WHERE version = '3'"
        }) {
      server.sql(place, before);
    }

    try (Handle earlier = Stores.store(place).connect();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      earlier.begin();
      earlier.execute(
          "INSERT INTO record (project, kind, id, parent, number, body, checksum)"
              + " VALUES ('blog', 'image', 'a', '', 1, '{}', 'c')");
      Future<Ledger> opening = threads.submit(() -> Stores.open(place));
      Waiting.until("the migration waits", () -> !server.text(place, WAITING).equals("0"));
      earlier.commit();
      opening.get().close();
    }

    assertThat(server.text(place, "SELECT records FROM seal WHERE project = 'blog'"))
        .isEqualTo("1");
  }
}
