package io.github.immutable.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.immutable.tool.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole ledger as JSON lines, for a backup or another database: a line that says of what it is, a
 * line for each record, and a line that shows that none is missing or altered.
 *
 * @param project whose records they are
 */
public record Export(String project, List<String> records) {
  private static final String WHAT = "immutable ledger";

  static Export of(String project, List<RecordRow> rows) {
    List<String> lines = new ArrayList<>();
    for (RecordRow row : rows) {
      ObjectNode line = Records.MAPPER.createObjectNode();
      line.put("kind", row.kind()).put("id", row.id());
      line.put("parent", row.parent()).put("number", row.number());
      try {
        line.set("record", Records.MAPPER.readTree(row.body()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a record with a right checksum is JSON", e);
      }
      lines.add(line.toString());
    }
    return new Export(project, List.copyOf(lines));
  }

  /** All lines, to be written. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    ObjectNode head = Records.MAPPER.createObjectNode();
    head.put("export", WHAT).put("schema", Migrations.VERSION).put("project", project);
    lines.add(head.toString());
    lines.addAll(records);
    ObjectNode end = Records.MAPPER.createObjectNode();
    lines.add(end.put("records", records.size()).put("sha256", digest()).toString());
    return lines;
  }

  /**
   * Reads what {@link #lines} wrote.
   *
   * @param name of where they are from, for messages
   * @throws LedgerException when they are none, not all, altered, or of a newer version
   */
  public static Export read(String name, List<String> lines) throws LedgerException {
    if (lines.isEmpty() || !WHAT.equals(json(name, lines.getFirst()).path("export").asText())) {
      throw damaged(name + " is no export of a ledger");
    }
    JsonNode head = json(name, lines.getFirst());
    int schema = head.path("schema").asInt();
    if (schema > Migrations.VERSION) {
      throw new LedgerException(
          name + " was written by a newer version of immutable (schema " + schema + ")",
          "use that version; this one knows schema " + Migrations.VERSION);
    }
    List<String> records = lines.subList(1, Math.max(1, lines.size() - 1));
    Export export = new Export(head.path("project").asText(), List.copyOf(records));
    JsonNode end = json(name, lines.getLast());
    if (end.path("records").asInt(-1) != records.size()
        || !end.path("sha256").asText().equals(export.digest())) {
      throw damaged(name + " was altered, or its end is missing");
    }
    return export;
  }

  List<RecordRow> rows() throws LedgerException {
    List<RecordRow> rows = new ArrayList<>();
    for (String line : records) {
      JsonNode node = json("the export", line);
      rows.add(
          RecordRow.of(
              project,
              node.path("kind").asText(),
              node.path("id").asText(),
              node.path("parent").asText(),
              node.path("number").asInt(),
              node.path("record").toString()));
    }
    return rows;
  }

  private String digest() {
    Digest digest = new Digest().text(project).number(records.size());
    records.forEach(digest::text);
    return digest.hex();
  }

  private static JsonNode json(String name, String line) throws LedgerException {
    try {
      return Records.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw damaged(name + " has a line that is not JSON");
    }
  }

  private static LedgerException damaged(String what) {
    return new LedgerException(what, "export the ledger again, and import that");
  }
}
