package io.github.immutable.traffic;

import io.github.immutable.tool.ExplainedException;

/** The balancer could not be asked, refused, or did not do what it was told. */
public class TrafficException extends ExplainedException {
  /**
   * @param message what failed, and where
   * @param remedy what to type or change next
   */
  public TrafficException(String message, String remedy) {
    super(message, remedy);
  }

  @Override
  public String topic() {
    return "balancer";
  }
}
