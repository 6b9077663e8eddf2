package io.github.immutable.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a pipeline must hold to beyond the types of its values. */
final class Rules {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
  private static final String NAME_FORM =
      "expected 1 to 31 of a-z, 0-9 and hyphens, the first no hyphen";

  private Rules() {}

  static void check(Values values, String name, Path project) {
    if (!NAME.matcher(name).matches()) {
      values.findings().mistake(0, 0, NAME_FORM + ", in the file's name before .yml");
    }
    name("application", values);
    ImageRules.check(values);
    ServerRules.check(values, project);
    HealthRules.check(values);
    TrafficRules.check(values);
    ledger(values);
  }

  /** Names become parts of servers', backends' and files' names, which allow no more. */
  static void name(String place, Values values) {
    values
        .text(place)
        .filter(name -> values.has(place) && !NAME.matcher(name).matches())
        .ifPresent(name -> values.findings().mistake(place, NAME_FORM));
  }

  /** The text is not repeated: it may be a database's URL with its password. */
  private static void ledger(Values values) {
    String ledger = values.text("ledger").orElse("sqlite");
    if (ledger.startsWith("postgres") || ledger.startsWith("jdbc:postgres")) {
      values.findings().mistake("ledger", "expected sqlite; PostgreSQL is not supported yet");
    } else if (!ledger.equals("sqlite")) {
      values.findings().mistake("ledger", "expected sqlite", List.of("sqlite"), ledger);
    }
  }
}
