package io.github.immutable.cli;

import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.pipeline.LedgerAddress;
import io.github.immutable.pipeline.Pipeline;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The ledger that a pipeline names. */
final class Ledgers {
  private static final String SQLITE = "sqlite";

  private Ledgers() {}

  static Ledger open(Pipeline pipeline, Path home) throws LedgerException {
    return pipeline.ledger().equals(SQLITE)
        ? Ledger.open(home.resolve("ledger.db"))
        : Ledger.open(address(pipeline), pipeline.application(), password());
  }

  /** Makes nothing. */
  static Ledger look(Pipeline pipeline, Path home) throws LedgerException {
    return pipeline.ledger().equals(SQLITE)
        ? Ledger.look(home.resolve("ledger.db"))
        : Ledger.look(address(pipeline), pipeline.application(), password());
  }

  private static LedgerAddress address(Pipeline pipeline) {
    return LedgerAddress.of(pipeline.ledger());
  }

  /** The driver looks into {@code ~/.pgpass} by itself, and not at this. */
  private static @Nullable String password() {
    return System.getenv("PGPASSWORD");
  }
}
