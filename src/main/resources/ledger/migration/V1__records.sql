CREATE TABLE record (
  kind     TEXT    NOT NULL,
  id       TEXT    NOT NULL,
  parent   TEXT    NOT NULL,
  number   INTEGER NOT NULL,
  body     TEXT    NOT NULL,
  checksum TEXT    NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX record_by_parent ON record (kind, parent, number);
${remember} 1;
