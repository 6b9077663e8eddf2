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
    return Math.max(MINIMUM, Integer.getInteger("immutable.terminal.columns", USUAL));
  }
}
