package io.github.immutable.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 1s}, {@code 2m}, {@code 1h30m}. */
public final class DurationText {
  /** What to type, in words. */
  public static final String EXPECTED = "a duration such as 250ms, 1s, 2m or 1h30m, at most 8760h";

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Pattern FORM =
      Pattern.compile("(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");

  private DurationText() {}

  /** The form of all durations, in words that ECMA 262 has too; the greatest is not in it. */
  static String pattern(boolean longerThanNothing) {
    return "(?=.*" + (longerThanNothing ? "[1-9]" : "[0-9]") + ")" + FORM.pattern();
  }

  /** Empty when the text is no such duration. */
  public static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      return Optional.empty();
    }
    Duration duration =
        Duration.ofHours(number(form, 1))
            .plusMinutes(number(form, 2))
            .plusSeconds(number(form, 3))
            .plusMillis(number(form, 4));
    return Optional.of(duration).filter(some -> some.compareTo(LONGEST) <= 0);
  }

  /** The same in the form that is read. */
  static String of(Duration duration) {
    StringBuilder text = new StringBuilder();
    part(text, duration.toHours(), "h");
    part(text, duration.toMinutesPart(), "m");
    part(text, duration.toSecondsPart(), "s");
    part(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void part(StringBuilder text, long number, String unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }

  private static long number(Matcher form, int group) {
    String digits = form.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
