package io.github.immutable.doctor;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a tool's version; what follows them says nothing that is compared. */
record VersionNumber(int major, int minor, int patch) implements Comparable<VersionNumber> {
  private static final Comparator<VersionNumber> ORDER =
      Comparator.comparingInt(VersionNumber::major)
          .thenComparingInt(VersionNumber::minor)
          .thenComparingInt(VersionNumber::patch);

  /** What a pattern is built around: three groups. */
  static final String NUMBERS = "(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?";

  private static final Pattern ALONE = Pattern.compile(NUMBERS);

  static VersionNumber of(String text) {
    return in(text, ALONE).orElseThrow(() -> new IllegalArgumentException(text));
  }

  /** The first place in the text that has the pattern's shape. */
  static Optional<VersionNumber> in(String text, Pattern around) {
    Matcher found = around.matcher(text);
    if (!found.find()) {
      return Optional.empty();
    }
    String patch = found.group(3);
    return Optional.of(
        new VersionNumber(
            Integer.parseInt(found.group(1)),
            Integer.parseInt(found.group(2)),
            patch == null ? 0 : Integer.parseInt(patch)));
  }

  @Override
  public int compareTo(VersionNumber other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
