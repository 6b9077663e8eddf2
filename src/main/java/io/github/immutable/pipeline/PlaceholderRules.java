package io.github.immutable.pipeline;

import java.util.Set;
import java.util.TreeSet;

/** Placeholders that nothing will fill in are mistakes, not text. */
final class PlaceholderRules {
  private PlaceholderRules() {}

  static void check(String place, Set<String> known, Values values) {
    values.texts(place, (inside, text) -> check(inside, text, known, values.findings()));
  }

  private static void check(String place, String text, Set<String> known, Findings findings) {
    long opened = text.split("\\$\\{", -1).length - 1L;
    if (opened > Placeholders.in(text).size()) {
      findings.mistake(place, "expected } after ${");
    }
    for (String name : Placeholders.in(text)) {
      if (known.isEmpty()) {
        findings.mistake(place, "expected no placeholder here, found ${" + name + "}");
      } else if (!known.contains(name)) {
        findings.mistake(
            place,
            "unknown placeholder \""
                + name
                + "\", expected one of "
                + String.join(", ", new TreeSet<>(known)),
            known,
            name);
      }
    }
  }
}
