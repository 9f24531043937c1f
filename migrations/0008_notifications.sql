-- Orders a minute that changed, as the last walk found them: it decides how far back the next one looks again.
ALTER TABLE sync_stream ADD COLUMN per_minute float8;

CREATE TABLE notification_queue (
  account_id bigint NOT NULL PRIMARY KEY,
  queue_url text NOT NULL,
  queue_arn text NOT NULL,
  region text NOT NULL,
  -- where a server other than Amazon's own is
  endpoint text,
  -- the keys that may read the queue
  sealed bytea NOT NULL,
  -- Amazon's id of the queue as a place to send to
  destination_id text,
  saved_at timestamptz NOT NULL,
  last_poll_at timestamptz,
  last_error text,
  last_error_at timestamptz
);
SELECT tenant('notification_queue', 'the queue to which Amazon sends the notifications of an account');
ALTER TABLE notification_queue ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

CREATE TABLE notification_type (
  account_id bigint NOT NULL,
  type text NOT NULL,
  -- unknown: not looked at yet; elsewhere: Amazon sends it to another queue; other types that came are foreign
  state text NOT NULL CHECK (state IN ('unknown', 'subscribed', 'missing', 'elsewhere', 'refused', 'foreign')),
  subscription_id text,
  detail text,
  checked_at timestamptz,
  received bigint NOT NULL DEFAULT 0,
  doubled bigint NOT NULL DEFAULT 0,
  last_event_at timestamptz,
  last_received_at timestamptz,
  -- from Amazon's event to the receipt of the last message
  last_lag_ms bigint,
  PRIMARY KEY (account_id, type)
);
SELECT tenant('notification_type', 'what comes in of each type of notification');
ALTER TABLE notification_type ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

CREATE TABLE notification (
  account_id bigint NOT NULL,
  -- Amazon's own; '#' and a keyed hash of the text where it has none
  notification_id text NOT NULL,
  type text,
  state text NOT NULL CHECK (state IN ('waiting', 'done', 'poison')),
  -- the order, report or feed
  subject text,
  event_at timestamptz,
  received_at timestamptz NOT NULL,
  worked_at timestamptz,
  -- what it did to the order, or to the work that waited for it
  outcome text,
  reason text,
  detail text,
  attempts int NOT NULL DEFAULT 0,
  -- without personal data; of a text that is no JSON only the sealed one is kept
  body jsonb,
  sealed bytea,
  PRIMARY KEY (account_id, notification_id)
);
CREATE INDEX notification_waiting ON notification (account_id, received_at) WHERE state = 'waiting';
CREATE INDEX notification_poison ON notification (account_id, received_at) WHERE state = 'poison';
CREATE INDEX notification_done ON notification (account_id, worked_at) WHERE state = 'done';
SELECT tenant('notification', 'notifications of Amazon as they came, each once');
ALTER TABLE notification ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;
