package io.github.immutable.ledger;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The schema and how it came about: forwards only, the same files for every database. */
final class Migrations {
  /** Of the newest file in {@code ledger/migration}. */
  static final int VERSION = 3;

  private static final String TABLE = "migration";

  private Migrations() {}

  /**
   * Runs what is missing.
   *
   * @param version that the database has
   * @param remember SQL that keeps the number following it as the version, where that is not read
   *     from the library's own table
   */
  static void run(Store store, DataSource source, int version, String remember)
      throws LedgerException {
    FluentConfiguration configuration =
        Flyway.configure()
            .loggers("slf4j")
            .dataSource(source)
            .resourceProvider(new MigrationFiles())
            .skipDefaultCallbacks(true)
            .table(TABLE)
            .placeholders(Map.of("remember", remember))
            // ledgers of the first version know nothing of this library
            .baselineOnMigrate(version == 1)
            .baselineVersion("1");
    if (store instanceof PostgresStore postgres) {
      configuration.schemas(postgres.schema()).createSchemas(true);
    }
    try {
      configuration.load().migrate();
    } catch (FlywayException e) {
      if (version == 0 && String.valueOf(e.getMessage()).contains("non-empty schema")) {
        throw new LedgerException(
            store.name() + " is no ledger of this tool: it has tables of somebody else",
            "name another one, or restore it from a backup");
      }
      throw store.unusable(e);
    }
  }

  /** All of them as one script, for a database in memory. */
  static String script() {
    StringBuilder script = new StringBuilder();
    MigrationFiles.NAMES.forEach(name -> script.append(MigrationFiles.text(name)));
    return script.toString().replace("${remember}", "PRAGMA user_version =");
  }

  static LedgerException newer(Store store, int version) {
    return new LedgerException(
        store.name() + " was written by a newer version of immutable (schema " + version + ")",
        "use that version; this one knows schema " + VERSION);
  }
}
