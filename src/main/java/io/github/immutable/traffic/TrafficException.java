package io.github.immutable.traffic;

import io.github.immutable.tool.Explained;

/** The balancer could not be asked, refused, or did not do what it was told. */
public class TrafficException extends Exception implements Explained {
  private final String remedy;

  /**
   * @param message what failed, and where
   * @param remedy what to type or change next
   */
  public TrafficException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
