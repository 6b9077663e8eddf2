-- A process of an earlier version that is still at work would write without changing the seal. It knows this column by
-- its old name, and so its next write fails; its release is resumed by this version. First of all, since it waits for
-- writes under way, which are then counted below.
ALTER TABLE record RENAME COLUMN checksum TO sha256;

-- What all records of a project come to together, changed with each of them. NULL where records were written before
-- there was a seal: it is then made by the first command that opens this ledger.
CREATE TABLE seal (
  project TEXT   NOT NULL PRIMARY KEY,
  records BIGINT NOT NULL,
  sum     TEXT
);
INSERT INTO seal (project, records, sum) SELECT project, count(*), NULL FROM record GROUP BY project;
${remember} 3;
