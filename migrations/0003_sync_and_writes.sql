CREATE TABLE sync_stream (
  account_id bigint NOT NULL,
  -- sweep: all changes; backfill: the past
  stream text NOT NULL,
  -- every change before this instant has been taken in
  watermark timestamptz NOT NULL,
  -- a walk through pages that is under way: {from, to, token, tokenAt, pages, orders}
  walk jsonb,
  finished_at timestamptz,
  last_success_at timestamptz,
  last_attempt_at timestamptz,
  last_error text,
  last_request_id text,
  orders_seen bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, stream)
);
SELECT tenant('sync_stream', 'how far each source of orders has been read');
ALTER TABLE sync_stream ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

CREATE TABLE hydrate (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  -- lower is sooner: 0 a person waits, 1 open and near its deadline, 2 buyer cancel, 3 new, 4 reconcile, 5 history
  priority int NOT NULL,
  deadline timestamptz,
  reason text NOT NULL,
  asked_at timestamptz NOT NULL,
  not_before timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  PRIMARY KEY (account_id, order_id)
);
CREATE INDEX hydrate_next ON hydrate (account_id, priority, deadline);
SELECT tenant('hydrate', 'orders to be fetched in full');

CREATE TABLE writes (
  account_id bigint NOT NULL,
  write_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('confirm', 'edit', 'cancel')),
  -- what makes this change the same change: a second request with it is answered by the first row
  idempotency_key text NOT NULL,
  payload jsonb NOT NULL,
  payload_hash bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'accepted', 'verified', 'rejected', 'withdrawn')),
  -- why it stands where it stands, in words for the seller; and Amazon's own
  reason text,
  amazon_code text,
  amazon_message text,
  deadline timestamptz,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  reads int NOT NULL DEFAULT 0,
  sent_at timestamptz,
  accepted_at timestamptz,
  verified_at timestamptz,
  request_id text,
  -- what Amazon gave us to follow it up (a feed id) and what it showed when read back
  receipt jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (account_id, write_id),
  UNIQUE (account_id, idempotency_key)
);
CREATE INDEX writes_open ON writes (account_id, state, deadline) WHERE state NOT IN ('verified', 'rejected', 'withdrawn');
CREATE INDEX writes_of_order ON writes (account_id, order_id, write_id);
SELECT tenant('writes', 'changes on their way to Amazon, each followed until Amazon shows it');

-- Cancellations go out in feeds; one feed carries many of them.
CREATE TABLE feed (
  account_id bigint NOT NULL,
  feed_key text NOT NULL,
  feed_type text NOT NULL,
  state text NOT NULL CHECK (state IN ('building', 'uploaded', 'submitted', 'done', 'failed')),
  document_id text,
  amazon_feed_id text,
  result jsonb,
  created_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  submitted_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (account_id, feed_key)
);
SELECT tenant('feed', 'files of changes that were handed to Amazon, until their report is read');

CREATE TABLE import_run (
  account_id bigint NOT NULL,
  import_id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  file_name text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  asked_by text NOT NULL,
  lines bigint NOT NULL DEFAULT 0,
  counts jsonb NOT NULL DEFAULT '{}',
  rejected jsonb NOT NULL DEFAULT '[]',
  error text,
  PRIMARY KEY (account_id, import_id)
);
SELECT tenant('import_run', 'files that were taken in');
