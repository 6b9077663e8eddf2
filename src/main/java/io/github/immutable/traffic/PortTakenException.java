package io.github.immutable.traffic;

/** Somebody else listens where the front door is to be. */
public final class PortTakenException extends TrafficException {
  PortTakenException(String message, String remedy) {
    super(message, remedy);
  }
}
