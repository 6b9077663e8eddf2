package io.github.immutable.pipeline;

import java.util.Set;
import java.util.TreeSet;

/** Placeholders that nothing will fill in are mistakes, not text. */
final class PlaceholderRules {
  private PlaceholderRules() {}

  static void check(String place, Set<String> known, Values values) {
    values.texts(place, (inside, text) -> check(inside, text, known, values.findings()));
  }

  /** It would be an argument, be recorded, or end up in the image. */
  private static String secret(String place, String name) {
    if (place.startsWith("image.")) {
      return "expected no secret here, for it would be baked into the image; a template that must"
          + " have it is given it by secrets."
          + name
          + ": { to: [packer] }";
    }
    return place.startsWith("servers.")
        ? "expected no secret here, for it would be recorded; the root is given its variable \""
            + name
            + "\" by secrets."
            + name
        : "expected no secret here, for everybody could see it; a command is given it by secrets."
            + name
            + ": { to: [health] }";
  }

  private static void check(String place, String text, Set<String> known, Findings findings) {
    long opened = text.split("\\$\\{", -1).length - 1L;
    if (opened > Placeholders.in(text).size()) {
      findings.mistake(place, "expected } after ${");
    }
    for (String name : Placeholders.in(text)) {
      if (name.startsWith("secret.") || name.startsWith("secrets.")) {
        findings.mistake(place, secret(place, name.substring(name.indexOf('.') + 1)));
      } else if (known.isEmpty()) {
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
