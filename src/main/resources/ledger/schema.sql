CREATE TABLE IF NOT EXISTS record (
  kind     TEXT    NOT NULL,
  id       TEXT    NOT NULL,
  parent   TEXT    NOT NULL,
  number   INTEGER NOT NULL,
  body     TEXT    NOT NULL,
  checksum TEXT    NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX IF NOT EXISTS record_by_parent ON record (kind, parent, number);
