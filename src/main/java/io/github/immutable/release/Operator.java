package io.github.immutable.release;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs this. */
public final class Operator {
  private Operator() {}

  /** {@code user@host, process 4711}. */
  public static String name() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "this machine";
    }
    return System.getProperty("user.name")
        + "@"
        + host
        + ", process "
        + ProcessHandle.current().pid();
  }
}
