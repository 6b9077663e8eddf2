package io.github.immutable.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines with labels in front, and short lists below them. */
final class PlanLines {
  private static final int LISTED = 10;
  private static final String BELOW = " ".repeat(11);

  private final List<String> lines = new ArrayList<>();

  void add(String line) {
    lines.add(line);
  }

  void labelled(String label, String text) {
    lines.add(String.format("%-11s%s", label, text));
  }

  void below(String text) {
    lines.add(BELOW + text);
  }

  /**
   * The first of some items.
   *
   * @param count how many there are in all
   */
  void list(List<String> items, int count) {
    int shown = Math.min(LISTED, items.size());
    items.subList(0, shown).forEach(item -> below("  " + item));
    if (count > shown) {
      below("  and " + (count - shown) + " more");
    }
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), lines);
  }
}
