package io.github.immutable.image;

import io.github.immutable.tool.Explained;

/** An image cannot be identified: an input is missing, or it is not one exact artifact. */
public final class ImageException extends Exception implements Explained {
  private final String remedy;

  /**
   * @param message what is wrong
   * @param remedy what to type or change next
   */
  public ImageException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
