-- The keys of the desk: random, each wrapped by the master key (file, environment or a key management service).
-- `data` keys wrap the data keys of everything sealed and have versions; the `hash` key makes search hashes and stays.
CREATE TABLE key_version (
  kind text NOT NULL CHECK (kind IN ('data', 'hash')),
  version int NOT NULL,
  -- which master key wrapped it
  root text NOT NULL,
  wrapped bytea NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL,
  -- null: announced, so that every process reads it before any seals by it
  active_at timestamptz,
  -- null: data keys are still being wrapped by it
  finished_at timestamptz,
  -- where the present pass is: {place, after, moved}
  walk jsonb,
  moved bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, version)
);
SELECT local('key_version', 'the versions of the desk''s keys, wrapped by the master key');

-- The version stands in the first bytes of each wrapped key.
ALTER TABLE vault_order DROP COLUMN key_id;

-- What the law makes a seller keep longer. An order or a buyer (by the keyed hash of the e-mail) under a hold is not purged.
CREATE TABLE privacy_hold (
  account_id bigint NOT NULL,
  hold_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text,
  buyer_hash text,
  ground text NOT NULL,
  -- the day on which it ends by itself
  until date NOT NULL,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL,
  lifted_by text,
  lifted_at timestamptz,
  PRIMARY KEY (account_id, hold_id),
  CHECK ((order_id IS NULL) <> (buyer_hash IS NULL))
);
CREATE INDEX privacy_hold_order ON privacy_hold (account_id, order_id) WHERE lifted_at IS NULL;
SELECT tenant('privacy_hold', 'orders and buyers whose personal data must be kept by law, with ground and day');

-- Each run that took personal data away, and what the look afterwards found. No personal data.
CREATE TABLE privacy_purge (
  account_id bigint NOT NULL,
  purge_id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  -- due: 30 days after delivery; request: a buyer asked; scan: only looked
  reason text NOT NULL CHECK (reason IN ('due', 'request', 'scan')),
  asked_by text NOT NULL,
  orders int NOT NULL,
  oldest_due timestamptz,
  -- per keeper how much it took away
  removed jsonb NOT NULL DEFAULT '{}',
  -- what was looked through: {tables, cells, files, traces}; null: not yet
  scan jsonb,
  -- where traces were found: [{place, traces}]
  found jsonb NOT NULL DEFAULT '[]',
  -- of a request: what became of each order
  outcomes jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (account_id, purge_id)
);
CREATE INDEX privacy_purge_at ON privacy_purge (account_id, at DESC);
SELECT tenant('privacy_purge', 'purges of personal data: when, how many, and that nothing was left');

-- Accounts that are fed from files have held personal data without anything that took it away.
SET LOCAL waybill.accounts = '{}';
SET LOCAL waybill.list_accounts = 'on';
INSERT INTO due (account_id, work, due_at) SELECT account_id, 'purge', '2026-01-01' FROM account ON CONFLICT DO NOTHING;
