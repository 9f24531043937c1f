-- One row per account, store and local day: what each source has shown of it and whether it is closed.
CREATE TABLE ledger_day (
  account_id bigint NOT NULL,
  marketplace_id text NOT NULL,
  day date NOT NULL,
  -- open: not over or not proven yet; gap: a source knows more than we hold; closed: every source agrees
  state text NOT NULL CHECK (state IN ('open', 'gap', 'closed')),
  -- orders came or changed their day since it was looked at last
  dirty boolean NOT NULL,
  held int NOT NULL DEFAULT 0,
  -- ids per source: {search, get, report, notification, file}
  seen jsonb NOT NULL DEFAULT '{}',
  -- orders in quarantine that belong to the day as far as is known
  odd int NOT NULL DEFAULT 0,
  metric int,
  metric_at timestamptz,
  report_at timestamptz,
  -- what keeps it from being closed, as keys of the language file
  waits_for text[] NOT NULL DEFAULT '{}',
  digest text,
  looked_at timestamptz,
  closed_at timestamptz,
  PRIMARY KEY (account_id, marketplace_id, day)
);
CREATE INDEX ledger_day_open ON ledger_day (account_id, day) WHERE state <> 'closed' OR dirty;
SELECT tenant('ledger_day', 'the proof of completeness, day by day');
ALTER TABLE ledger_day ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

-- Which source has shown which order. Kept apart from the answers themselves, which only stand when they told something new.
CREATE TABLE ledger_sight (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  source text NOT NULL,
  first_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, order_id, source)
);
SELECT tenant('ledger_sight', 'the sources that have shown an order');

-- Appended, never changed: each closing and reopening, chained to the one before by its hash and signed.
CREATE TABLE ledger_entry (
  account_id bigint NOT NULL,
  entry_id bigint GENERATED ALWAYS AS IDENTITY,
  marketplace_id text NOT NULL,
  day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('closed', 'reopened')),
  orders int NOT NULL,
  digest text NOT NULL,
  at timestamptz NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL,
  signature text NOT NULL,
  PRIMARY KEY (account_id, entry_id)
);
SELECT tenant('ledger_entry', 'closings and reopenings of days, chained by hash');
REVOKE UPDATE ON ledger_entry FROM waybill_desk;

-- An order that one source knew and another should have shown but did not; how it was found and filled.
CREATE TABLE ledger_gap (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  marketplace_id text NOT NULL,
  day date NOT NULL,
  found_by text NOT NULL,
  missed_by text NOT NULL,
  found_at timestamptz NOT NULL,
  filled_at timestamptz,
  PRIMARY KEY (account_id, order_id)
);
SELECT tenant('ledger_gap', 'orders that a source of Amazon left out');
