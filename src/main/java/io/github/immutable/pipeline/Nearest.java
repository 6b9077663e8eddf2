package io.github.immutable.pipeline;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The valid name that someone probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The candidate with the fewest changed letters, null when none is near enough to help. */
  public static @Nullable String to(String found, Collection<String> candidates) {
    int allowed = found.length() < 4 ? 1 : Math.max(2, found.length() / 3);
    return candidates.stream()
        .filter(candidate -> distance(found, candidate) <= allowed)
        .min(
            Comparator.comparingInt((String candidate) -> distance(found, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .orElse(null);
  }

  private static int distance(String found, String candidate) {
    String left = found.toLowerCase(Locale.ROOT);
    String right = candidate.toLowerCase(Locale.ROOT);
    int[] above = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int changed = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(above[column - 1] + changed, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[right.length()];
  }
}
