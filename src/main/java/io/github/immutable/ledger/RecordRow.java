package io.github.immutable.ledger;

import io.github.immutable.tool.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * A record as it lies in the database.
 *
 * @param project empty in a file of SQLite, which has one project's records
 * @param parent and number: what records of a kind are searched and ordered by
 * @param body JSON
 * @param checksum over all others
 */
record RecordRow(
    String project,
    String kind,
    String id,
    String parent,
    int number,
    String body,
    String checksum) {

  static RecordRow of(
      String project, String kind, String id, String parent, int number, String body) {
    return new RecordRow(
        project, kind, id, parent, number, body, checksum(project, kind, id, parent, number, body));
  }

  /** A row with all columns, whose last was called otherwise in earlier versions. */
  static RecordRow read(ResultSet row) throws SQLException {
    return new RecordRow(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        row.getString(6),
        row.getString(7));
  }

  /** For messages. */
  String name() {
    return kind + " " + id;
  }

  /** The same of a project that may have another name. */
  RecordRow in(String other) {
    return of(other, kind, id, parent, number, body);
  }

  boolean isIntact() {
    return checksum.equals(checksum(project, kind, id, parent, number, body));
  }

  int put(Handle handle) {
    return handle.execute(
        "INSERT INTO record"
            + " (project, kind, id, parent, number, body, sha256)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (project, kind, id) DO UPDATE"
            + " SET parent = excluded.parent, number = excluded.number,"
            + " body = excluded.body, sha256 = excluded.sha256",
        project,
        kind,
        id,
        parent,
        number,
        body,
        checksum);
  }

  /** That of SQLite goes without a project, as it did from the start. */
  private static String checksum(
      String project, String kind, String id, String parent, int number, String body) {
    Digest digest = new Digest();
    if (!project.isEmpty()) {
      digest.text(project);
    }
    return digest.text(kind).text(id).text(parent).text(String.valueOf(number)).text(body).hex();
  }
}
