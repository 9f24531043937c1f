-- What was backed up and what was restored to try it: appended when it ended, well or not.
CREATE TABLE backup_run (
  run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- backup: a file was written and read back; restore-check: a file was restored into a database of its own and compared
  kind text NOT NULL CHECK (kind IN ('backup', 'restore-check')),
  started_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  file text NOT NULL,
  bytes bigint,
  tables int,
  rows bigint,
  -- null: it went well
  error text
);
CREATE INDEX backup_run_by_kind ON backup_run (kind, run_id DESC);
SELECT local('backup_run', 'backups and restores that were tried, with their outcome');
REVOKE UPDATE ON backup_run FROM waybill_desk;
