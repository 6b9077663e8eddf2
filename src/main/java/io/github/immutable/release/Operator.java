package io.github.immutable.release;

import io.github.immutable.ledger.LeaseHolder;

/** Who runs this. */
public final class Operator {
  private Operator() {}

  /** {@code user@host, process 4711}. */
  public static String name() {
    return System.getProperty("user.name")
        + "@"
        + LeaseHolder.thisHost()
        + ", process "
        + ProcessHandle.current().pid();
  }
}
