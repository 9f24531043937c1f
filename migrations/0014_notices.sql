-- What a person should know about and, mostly, do something about. Account 0 is the desk itself: its disk, its backup, its mail.
CREATE TABLE alert (
  account_id bigint NOT NULL,
  alert_id bigint GENERATED ALWAYS AS IDENTITY,
  -- one of the kinds in src/modules/notices/alert-kinds.ts
  kind text NOT NULL,
  -- what it is about within its kind: an order, a write, a day
  key text NOT NULL,
  -- what its words are filled with; no personal data
  details jsonb NOT NULL DEFAULT '{}',
  opened_at timestamptz NOT NULL,
  resolved_at timestamptz,
  -- when it was handed to the people who want to hear of it
  told_at timestamptz,
  PRIMARY KEY (account_id, alert_id)
);
-- Open once at a time, whoever opens it and however often.
CREATE UNIQUE INDEX alert_open ON alert (account_id, kind, key) WHERE resolved_at IS NULL;
CREATE INDEX alert_untold ON alert (account_id, alert_id) WHERE told_at IS NULL AND resolved_at IS NULL;
CREATE INDEX alert_history ON alert (account_id, resolved_at DESC, alert_id DESC) WHERE resolved_at IS NOT NULL;
SELECT tenant('alert', 'what people should know about, open until its cause is gone');

CREATE TABLE alert_read (
  account_id bigint NOT NULL,
  alert_id bigint NOT NULL,
  person_id text NOT NULL,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, alert_id, person_id)
);
SELECT tenant('alert_read', 'who has seen which alert');
ALTER TABLE alert_read ADD FOREIGN KEY (account_id, alert_id) REFERENCES alert (account_id, alert_id) ON DELETE CASCADE;

-- An alert that one person is to hear of in one way. It waits without a message until one carries it.
CREATE TABLE notice (
  account_id bigint NOT NULL,
  alert_id bigint NOT NULL,
  person_id text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('mail', 'push')),
  mode text NOT NULL CHECK (mode IN ('at_once', 'digest')),
  message_id text,
  PRIMARY KEY (account_id, alert_id, person_id, channel)
);
CREATE INDEX notice_waiting ON notice (account_id, person_id) WHERE message_id IS NULL;
CREATE INDEX notice_of_message ON notice (account_id, message_id) WHERE message_id IS NOT NULL;
SELECT tenant('notice', 'alerts on their way to a person');
ALTER TABLE notice ADD FOREIGN KEY (account_id, alert_id) REFERENCES alert (account_id, alert_id) ON DELETE CASCADE;

-- The outbox. Its words are made when it leaves, from the alerts that are open then.
CREATE TABLE notice_message (
  -- the Message-ID of a mail: the same at every try, so that a mail server which got it twice shows it once
  message_id text PRIMARY KEY,
  person_id text NOT NULL,
  channel text NOT NULL,
  mode text NOT NULL,
  -- pointless: all its alerts were resolved before it left; failed: refused for good or tried for too long
  state text NOT NULL CHECK (state IN ('queued', 'sent', 'pointless', 'failed')),
  made_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  done_at timestamptz
);
CREATE INDEX notice_message_next ON notice_message (next_at) WHERE state = 'queued';
CREATE INDEX notice_message_of_person ON notice_message (person_id, channel, made_at DESC);
SELECT local('notice_message', 'mails and pushes to people, each until it is sent');

CREATE TABLE notice_person (
  person_id text PRIMARY KEY,
  -- where mail goes; NULL: nowhere
  email text,
  digest_hour int NOT NULL CHECK (digest_hour BETWEEN 0 AND 23),
  time_zone text NOT NULL,
  next_digest_at timestamptz NOT NULL
);
SELECT local('notice_person', 'where and when a person wants to hear from the desk');

CREATE TABLE notice_choice (
  person_id text NOT NULL,
  kind text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('mail', 'push')),
  mode text NOT NULL CHECK (mode IN ('off', 'at_once', 'digest')),
  PRIMARY KEY (person_id, kind, channel)
);
SELECT local('notice_choice', 'what a person chose for a kind of alert, where it is not the usual');

CREATE TABLE push_subscription (
  -- a keyed hash of the address, which itself is sealed: who knows it can send to the browser
  endpoint_hash text PRIMARY KEY,
  person_id text NOT NULL,
  label text NOT NULL,
  sealed bytea NOT NULL,
  made_at timestamptz NOT NULL,
  last_sent_at timestamptz,
  last_error text
);
CREATE INDEX push_subscription_of_person ON push_subscription (person_id);
SELECT local('push_subscription', 'browsers that take pushes');

CREATE TABLE push_key (
  name text PRIMARY KEY,
  public_key text NOT NULL,
  sealed bytea NOT NULL,
  made_at timestamptz NOT NULL
);
SELECT local('push_key', 'the key pair by which push services know this desk; the private half is sealed');
