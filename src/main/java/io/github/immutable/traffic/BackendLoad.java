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
              number(cells, columns.indexOf("scur")), number(cells, columns.indexOf("qcur")));
        }
      }
    }
    throw new TrafficException(
        "HAProxy has no backend " + backend,
        "add what `immutable traffic print-config` prints, and reload");
  }

  private static int number(String[] cells, int column) throws TrafficException {
    String cell = column >= 0 && column < cells.length ? cells[column] : "";
    if (!cell.matches("[0-9]{1,9}")) {
      // never zero: it would end a drain
      throw new TrafficException(
          "unexpected answer to `show stat`: no number of sessions in \"" + cell + "\"",
          "see that HAProxy is 2.4 or later");
    }
    return Integer.parseInt(cell);
  }

  int total() {
    return sessions + queued;
  }
}
