package io.github.immutable.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.github.immutable.ledger.InstantModule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Results as text and as JSON. */
final class Shown {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int MINUTE = "yyyy-MM-dd HH:mm".length();
  private static final int WIDEST = 200;
  private static final int NARROWEST = 20;
  private static final int GAP = 2;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new InstantModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Shown() {}

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result must be printable as JSON", e);
    }
  }

  /** Local time, to the minute, for where there is little room. */
  static String minute(Instant at) {
    return time(at).substring(0, MINUTE);
  }

  /** Local time, to the second. */
  static String time(@Nullable Instant at) {
    return at == null ? "" : SECONDS.format(at.atZone(ZoneId.systemDefault()));
  }

  /** A table without borders; every row has as many cells as there are headings. */
  static String table(List<String> headings, List<List<String>> rows) {
    return table(headings, rows, Integer.MAX_VALUE);
  }

  /**
   * Such a table whose last column goes on below itself rather than beyond that many characters, if
   * the others leave it any room.
   */
  static String table(List<String> headings, List<List<String>> rows, int columns) {
    int last = headings.size() - 1;
    int others = 0;
    for (int i = 0; i < last; i++) {
      int column = i;
      others +=
          GAP
              + Stream.concat(Stream.of(headings), rows.stream())
                  .mapToInt(row -> row.get(column).length())
                  .max()
                  .orElse(0);
    }
    return table(headings, rows, last, Math.clamp((long) columns - others, NARROWEST, WIDEST));
  }

  private static String table(
      List<String> headings, List<List<String>> rows, int last, int lastWidth) {
    Column[] columns = new Column[headings.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          new Column()
              .header(headings.get(i))
              .headerAlign(HorizontalAlign.LEFT)
              .dataAlign(HorizontalAlign.LEFT)
              // the library counts the space on either side
              .maxWidth(i == last ? lastWidth + GAP : WIDEST);
    }
    String[][] cells =
        rows.stream().map(row -> row.toArray(String[]::new)).toArray(String[][]::new);
    return AsciiTable.builder()
        .border(AsciiTable.NO_BORDERS)
        .data(columns, cells)
        .asString()
        .lines()
        .map(line -> line.replaceFirst("^ ", "").stripTrailing())
        .filter(line -> !line.isBlank())
        .reduce((above, below) -> above + System.lineSeparator() + below)
        .orElse("");
  }
}
