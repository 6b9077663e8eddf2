package io.github.immutable.image;

import io.github.immutable.tool.ExplainedException;

/** The repository cannot give what was asked for. */
public final class SourceException extends ExplainedException {
  /**
   * @param message what is wrong
   * @param remedy what to type or change next
   */
  public SourceException(String message, String remedy) {
    super(message, remedy);
  }

  SourceException(String message, String remedy, Throwable cause) {
    super(message, remedy);
    initCause(cause);
  }

  @Override
  public String topic() {
    return "version";
  }
}
