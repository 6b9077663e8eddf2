package io.github.immutable.image;

import io.github.immutable.tool.Explained;

/** The repository cannot give what was asked for. */
public final class SourceException extends Exception implements Explained {
  private final String remedy;

  /**
   * @param message what is wrong
   * @param remedy what to type or change next
   */
  public SourceException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  SourceException(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
