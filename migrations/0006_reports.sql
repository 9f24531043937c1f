CREATE TABLE report (
  account_id bigint NOT NULL,
  report_key text NOT NULL,
  -- orders-by-date, orders-by-update
  kind text NOT NULL,
  -- backfill: the past of a new account; reconcile: the nightly check; person: somebody asked
  reason text NOT NULL,
  marketplace_ids text[] NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  -- lower is sooner
  priority int NOT NULL,
  state text NOT NULL CHECK (state IN ('wanted', 'requested', 'ready', 'taken', 'empty', 'failed')),
  amazon_report_id text,
  document_id text,
  wanted_at timestamptz NOT NULL,
  requested_at timestamptz,
  finished_at timestamptz,
  next_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  error text,
  lines bigint NOT NULL DEFAULT 0,
  orders bigint NOT NULL DEFAULT 0,
  new_orders bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, report_key)
);
CREATE INDEX report_open ON report (account_id, priority, wanted_at) WHERE state IN ('wanted', 'requested', 'ready');
SELECT tenant('report', 'order reports asked of Amazon, from the wish to the last line taken in');
ALTER TABLE report ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

-- The back-fill of an account can be paused by a person.
ALTER TABLE sync_stream ADD COLUMN paused boolean NOT NULL DEFAULT false;
