package io.github.immutable.cli;

/** Which of the three streams are terminals; the launcher knows, a JVM before 22 does not. */
final class Terminals {
  private Terminals() {}

  /** Whether somebody can type. */
  static boolean input() {
    return Boolean.getBoolean("immutable.terminal.stdin");
  }

  /** Whether somebody watches standard error. */
  static boolean error() {
    return Boolean.getBoolean("immutable.terminal.stderr");
  }
}
