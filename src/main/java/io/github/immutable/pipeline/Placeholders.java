package io.github.immutable.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code ${name}} in values of a pipeline file, filled in when the value is known. */
public final class Placeholders {
  /** Those that {@code image.variables} may hold. */
  public static final Set<String> IMAGE_VARIABLES =
      Set.of("base.id", "build.manifest", "build.results", "build.run", "run", "image.id");

  /** Those that {@code health.http.expect} and {@code health.command.run} may hold. */
  public static final Set<String> HEALTH =
      Set.of("image.id", "server.address", "server.port", "server.name");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)\\}");

  private Placeholders() {}

  /**
   * The text with every placeholder replaced; what a value itself contains is not looked into.
   *
   * @throws IllegalArgumentException for a placeholder without a value, which a loaded pipeline
   *     cannot hold
   */
  public static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> {
              String value = values.get(found.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    "no value for "
                        + found.group()
                        + ", only for "
                        + new TreeSet<>(values.keySet()));
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** The names of the placeholders in a text, in order. */
  static List<String> in(String text) {
    return PLACEHOLDER.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
