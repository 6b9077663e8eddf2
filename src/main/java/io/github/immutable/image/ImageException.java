package io.github.immutable.image;

import io.github.immutable.tool.ExplainedException;

/** An image cannot be identified: an input is missing, or it is not one exact artifact. */
public final class ImageException extends ExplainedException {
  /**
   * @param message what is wrong
   * @param remedy what to type or change next
   */
  public ImageException(String message, String remedy) {
    super(message, remedy);
  }

  @Override
  public String topic() {
    return "build-failed";
  }
}
