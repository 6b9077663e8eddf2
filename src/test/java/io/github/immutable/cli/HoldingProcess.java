package io.github.immutable.cli;

import io.github.immutable.ledger.Holders;
import io.github.immutable.ledger.Lease;
import io.github.immutable.ledger.LeaseHolder;
import io.github.immutable.ledger.Ledger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A process that takes a pipeline's hold, says who it is, and keeps it until its input ends. */
final class HoldingProcess {
  private HoldingProcess() {}

  public static void main(String[] arguments) throws Exception {
    LeaseHolder us = LeaseHolder.here(arguments[1], Map.of(), Instant.now());
    try (Ledger ledger = Ledger.open(Path.of(arguments[0]));
        Lease lease = ledger.take("local", us, Holders.LONG)) {
      lease.check();
      System.out.println(us.who());
      System.in.readAllBytes();
    }
  }
}
