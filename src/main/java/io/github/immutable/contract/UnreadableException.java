package io.github.immutable.contract;

/** A file that cannot be read here, which does not mean that it is wrong. */
final class UnreadableException extends Exception {
  private final int line;

  /**
   * @param line counted from 1, 0 when not known
   */
  UnreadableException(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
