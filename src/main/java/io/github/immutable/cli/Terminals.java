package io.github.immutable.cli;

/** Which of the streams are terminals, and how wide; the launcher knows, a JVM does not. */
final class Terminals {
  private static final int USUAL = 80;
  private static final int MINIMUM = 20;

  private Terminals() {}

  /** Whether somebody can type. */
  static boolean input() {
    return Boolean.getBoolean("immutable.terminal.stdin");
  }

  /** Whether somebody watches standard error. */
  static boolean error() {
    return Boolean.getBoolean("immutable.terminal.stderr");
  }

  /** Columns of the terminal that standard error is. */
  static int columns() {
    int known = Integer.getInteger("immutable.terminal.columns", 0);
    // a terminal that has no size says 0
    return known <= 0 ? USUAL : Math.max(MINIMUM, known);
  }
}
