-- Many labels at once: what was chosen, what each label would cost and why, what came of it. Nothing of a recipient is here.
-- A batch may hold orders of several accounts; its rows and prints stand under the account of their order.

CREATE TABLE label_batch (
  batch_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- a second request with the same key is answered by this batch
  request_key text NOT NULL UNIQUE,
  -- of what the request asked for: the same key with other orders is a mistake
  asked_hash text NOT NULL,
  name text NOT NULL,
  -- where the orders were chosen
  origin text NOT NULL CHECK (origin IN ('selection', 'wave', 'today', 'api')),
  -- the accounts of its rows: who does not see all of them does not see the batch
  accounts bigint[] NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  bought_by text,
  bought_at timestamptz,
  paused_by text,
  paused_at timestamptz,
  cancelled_by text,
  cancelled_at timestamptz
);
SELECT local('label_batch', 'labels of many orders that are previewed, bought and printed together');

CREATE TABLE label_batch_row (
  account_id bigint NOT NULL,
  batch_id bigint NOT NULL,
  order_id text NOT NULL,
  -- as the orders were given: by the walk of a picker, or as they stood in the list
  position int NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'ready', 'skipped', 'wanted', 'asked', 'refused', 'dropped')),
  -- part of the key that the label is bought by; one more only after the label of the last try was refused
  tries int NOT NULL DEFAULT 0,
  -- one more for each change by a person: an answer to an older question is thrown away
  version int NOT NULL DEFAULT 0,
  outcome text CHECK (outcome IN ('will', 'warning', 'skip')),
  -- keys of the language files with their values, the gravest first
  reasons jsonb NOT NULL DEFAULT '[]',
  -- what the guards said when the rates were asked for
  doubts jsonb NOT NULL DEFAULT '[]',
  -- what a person said that it is packed in; null leaves it to the parcels of the settings
  parcel jsonb,
  quote_id bigint,
  offer int,
  carrier text,
  service text,
  price numeric,
  currency text,
  arrives_by timestamptz,
  deliver_by timestamptz,
  arrival text CHECK (arrival IN ('in-time', 'risky', 'late', 'unknown')),
  claims_protected boolean,
  expires_at timestamptz,
  -- the seller must have shipped by then: the nearest is looked at and bought first
  deadline timestamptz,
  location_id bigint,
  sku text NOT NULL DEFAULT '',
  units int NOT NULL DEFAULT 0,
  label_id bigint,
  next_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, batch_id, order_id)
);
CREATE INDEX label_batch_row_due ON label_batch_row (account_id, next_at) WHERE state IN ('waiting', 'wanted');
SELECT tenant('label_batch_row', 'one order of a batch: what its label would cost, what stands in its way, and which label it got');

CREATE TABLE label_batch_run (
  batch_id bigint NOT NULL,
  run int NOT NULL,
  sorted_by text NOT NULL CHECK (sorted_by IN ('given', 'location', 'sku', 'carrier', 'deadline')),
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  labels int NOT NULL,
  PRIMARY KEY (batch_id, run)
);
SELECT local('label_batch_run', 'a stack of labels that was printed, so that a part of it can be printed again after a jam');

CREATE TABLE label_batch_print (
  account_id bigint NOT NULL,
  batch_id bigint NOT NULL,
  run int NOT NULL,
  -- counted from 1 over all accounts of the batch
  place int NOT NULL,
  order_id text NOT NULL,
  label_id bigint NOT NULL,
  PRIMARY KEY (account_id, batch_id, run, place)
);
SELECT tenant('label_batch_print', 'where in a printed stack a label lies');
