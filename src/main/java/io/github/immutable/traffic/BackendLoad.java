package io.github.immutable.traffic;

import java.util.Arrays;
import java.util.List;

/**
 * A backend's row of {@code show stat} (HAProxy 2.6 management guide, section 9.1, CSV format).
 *
 * @param sessions requests and connections being served ({@code scur})
 * @param queued requests that wait for a server ({@code qcur})
 */
record BackendLoad(int sessions, int queued) {

  /**
   * @throws TrafficException when there is no row of that backend
   */
  static BackendLoad parse(String answer, String backend) throws TrafficException {
    List<String> lines = answer.lines().toList();
    if (!lines.isEmpty() && lines.get(0).startsWith("# ")) {
      List<String> columns = Arrays.asList(lines.get(0).substring(2).split(",", -1));
      for (String line : lines) {
        String[] cells = line.split(",", -1);
        if (line.startsWith(backend + ",BACKEND,")) {
          return new BackendLoad(
              Integer.parseInt(cells[columns.indexOf("scur")]),
              Integer.parseInt(cells[columns.indexOf("qcur")]));
        }
      }
    }
    throw new TrafficException(
        "HAProxy has no backend " + backend,
        "add what `immutable traffic print-config` prints, and reload");
  }

  int total() {
    return sessions + queued;
  }
}
