-- A team's database has the records of many projects; a file of SQLite has those of one, which needs no name.
ALTER TABLE record RENAME TO record_of_one;
CREATE TABLE record (
  project  TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  id       TEXT    NOT NULL,
  parent   TEXT    NOT NULL,
  number   INTEGER NOT NULL,
  body     TEXT    NOT NULL,
  checksum TEXT    NOT NULL,
  PRIMARY KEY (project, kind, id)
);
INSERT INTO record (project, kind, id, parent, number, body, checksum)
  SELECT '', kind, id, parent, number, body, checksum FROM record_of_one;
DROP TABLE record_of_one;
CREATE INDEX record_by_parent ON record (project, kind, parent, number);

-- Who may change a pipeline. The row stays when nobody does, so that its token only ever grows.
CREATE TABLE lease (
  project  TEXT   NOT NULL,
  pipeline TEXT   NOT NULL,
  token    BIGINT NOT NULL,
  holder   TEXT,
  beat     BIGINT NOT NULL,
  expires  BIGINT NOT NULL,
  PRIMARY KEY (project, pipeline)
);
${remember} 2;
