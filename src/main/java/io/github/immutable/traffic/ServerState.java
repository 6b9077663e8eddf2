package io.github.immutable.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One row of {@code show servers state} (HAProxy 2.6 management guide, section 9.3; version 1 of
 * the format).
 *
 * @param server the server's name in its backend
 * @param address an IP address, or {@code -} for none
 * @param running whether HAProxy's checks hold it to be up
 * @param maintenance whether somebody put it out of service
 * @param draining whether an operator lets it finish what it has and no more
 */
record ServerState(
    String server,
    String address,
    int port,
    boolean running,
    boolean maintenance,
    boolean draining) {
  /** Forced by an administrator, inherited, or for want of an address; not by configuration. */
  private static final int MAINTENANCE = 0x01 | 0x02 | 0x20;

  private static final int DRAINING = 0x08 | 0x10;

  /** Whether it gets requests when its backend does. */
  boolean isUsable() {
    return running && !maintenance && !draining;
  }

  /** Whether it belongs to the slot, up or not. */
  boolean isRegistered() {
    return !maintenance;
  }

  boolean isAt(String otherAddress, int otherPort) {
    return address.equals(otherAddress) && port == otherPort;
  }

  /**
   * @throws TrafficException when it is not version 1 or lacks a column
   */
  static List<ServerState> parse(String answer) throws TrafficException {
    List<String> lines = answer.lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() < 2 || !lines.get(0).equals("1") || !lines.get(1).startsWith("# ")) {
      throw unreadable(answer);
    }
    List<String> columns = Arrays.asList(lines.get(1).substring(2).split(" ", -1));
    int name = columns.indexOf("srv_name");
    int address = columns.indexOf("srv_addr");
    int port = columns.indexOf("srv_port");
    int operation = columns.indexOf("srv_op_state");
    int administration = columns.indexOf("srv_admin_state");
    List<ServerState> states = new ArrayList<>();
    try {
      for (String line : lines.subList(2, lines.size())) {
        String[] cells = line.split(" ", -1);
        states.add(
            new ServerState(
                cells[name],
                cells[address],
                Integer.parseInt(cells[port]),
                Integer.parseInt(cells[operation]) != 0,
                (Integer.parseInt(cells[administration]) & MAINTENANCE) != 0,
                (Integer.parseInt(cells[administration]) & DRAINING) != 0));
      }
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw unreadable(answer);
    }
    return List.copyOf(states);
  }

  private static TrafficException unreadable(String answer) {
    String start = answer.lines().findFirst().orElse("nothing");
    return new TrafficException(
        "unexpected answer to `show servers state`: " + start,
        "see that HAProxy is 2.4 or later and has the lines that `immutable traffic print-config`"
            + " prints");
  }
}
