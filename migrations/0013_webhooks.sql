CREATE TABLE webhook (
  account_id bigint NOT NULL,
  webhook_id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  url text NOT NULL,
  -- kinds of events, or families such as order.*; none: every event
  events text[] NOT NULL,
  -- on; off: by a person; stopped: by the desk, because nothing was taken for days
  state text NOT NULL CHECK (state IN ('on', 'off', 'stopped')),
  -- what signs, sealed with the master key; the one before it signs along until its time is over
  secret bytea NOT NULL,
  old_secret bytea,
  old_until timestamptz,
  -- the last event of the account that was looked at
  after_event bigint NOT NULL,
  failing_since timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, webhook_id)
);
SELECT tenant('webhook', 'where other programs want to hear of what happens to orders');
ALTER TABLE webhook ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

CREATE TABLE webhook_delivery (
  account_id bigint NOT NULL,
  delivery_id bigint GENERATED ALWAYS AS IDENTITY,
  webhook_id bigint NOT NULL,
  -- the same for every try and for a delivery that is sent anew, so that who hears it can tell it was there before
  message_id text NOT NULL,
  kind text NOT NULL,
  -- the bytes that are signed; no personal data
  body text NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'delivered', 'given_up')),
  attempts int NOT NULL DEFAULT 0,
  next_at timestamptz,
  status int,
  error text,
  took_ms int,
  created_at timestamptz NOT NULL,
  done_at timestamptz,
  PRIMARY KEY (account_id, delivery_id)
);
CREATE INDEX webhook_delivery_queue ON webhook_delivery (account_id, next_at) WHERE state = 'queued';
CREATE INDEX webhook_delivery_log ON webhook_delivery (account_id, webhook_id, delivery_id);
SELECT tenant('webhook_delivery', 'each message to a webhook and how it went, for 30 days');
ALTER TABLE webhook_delivery ADD FOREIGN KEY (account_id, webhook_id) REFERENCES webhook (account_id, webhook_id) ON DELETE CASCADE;
