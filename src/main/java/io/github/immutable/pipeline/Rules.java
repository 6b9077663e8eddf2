package io.github.immutable.pipeline;

import java.nio.file.Path;
import java.util.List;

/** What a pipeline must hold to beyond the types and forms of its values. */
final class Rules {
  private Rules() {}

  static void check(Values values, String name, Path project) {
    if (TextForm.NAME.refuses(name)) {
      values
          .findings()
          .mistake(0, 0, TextForm.NAME.expected() + ", in the file's name before .yml");
    }
    ImageRules.check(values);
    ServerRules.check(values, project);
    HealthRules.check(values);
    TrafficRules.check(values, project);
    SecretRules.check(values);
    ledger(values);
  }

  /** The text is not repeated: it may be a database's URL with its password. */
  private static void ledger(Values values) {
    String ledger = values.text("ledger").orElse("sqlite");
    if (LedgerAddress.meant(ledger)) {
      LedgerAddress.problem(ledger).ifPresent(its -> values.findings().mistake("ledger", its));
    } else if (!ledger.equals("sqlite")) {
      values
          .findings()
          .mistake("ledger", "expected sqlite or " + LedgerAddress.FORM, List.of("sqlite"), ledger);
    }
  }
}
