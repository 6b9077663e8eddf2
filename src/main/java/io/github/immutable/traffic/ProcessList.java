package io.github.immutable.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer to {@code show proc} on the master's socket (HAProxy 2.6 management guide, section
 * 9.4).
 *
 * @param reloads how often the master has reloaded
 * @param failedReloads how many of the last ones failed in a row
 * @param workers process ids: of the worker that takes new connections
 * @param oldWorkers process ids: of those that only finish what they have
 */
record ProcessList(
    long master, int reloads, int failedReloads, List<Long> workers, List<Long> oldWorkers) {

  /**
   * @throws TrafficException when there is no master in it
   */
  static ProcessList parse(String answer) throws TrafficException {
    long master = 0;
    int reloads = 0;
    int failed = 0;
    List<Long> workers = new ArrayList<>();
    List<Long> oldWorkers = new ArrayList<>();
    boolean old = false;
    for (String line : answer.lines().toList()) {
      String[] cells = line.strip().split("[\\s\\[\\]:]+", -1);
      if (line.startsWith("# ")) {
        old = line.startsWith("# old");
      } else if (cells.length > 4 && cells[1].equals("master")) {
        master = number(cells[0]);
        reloads = (int) number(cells[2]);
        failed = cells[3].equals("failed") ? (int) number(cells[4]) : 0;
      } else if (cells.length > 2 && cells[1].equals("worker")) {
        (old ? oldWorkers : workers).add(number(cells[0]));
      }
    }
    if (master == 0 || workers.isEmpty()) {
      throw new TrafficException(
          "no master and worker in HAProxy's answer to `show proc`",
          "see that the master socket is the one given to `haproxy -W -S`");
    }
    return new ProcessList(master, reloads, failed, List.copyOf(workers), List.copyOf(oldWorkers));
  }

  private static long number(String cell) throws TrafficException {
    if (!cell.matches("[0-9]{1,9}")) {
      throw new TrafficException(
          "unexpected answer to `show proc`: \"" + cell + "\" where a number should be",
          "see that HAProxy is 2.4 or later");
    }
    return Long.parseLong(cell);
  }

  /** All workers, the current one first. */
  List<Long> all() {
    List<Long> all = new ArrayList<>(workers);
    all.addAll(oldWorkers);
    return all;
  }
}
