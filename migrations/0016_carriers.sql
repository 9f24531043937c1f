-- Labels: what an account buys them with, what it was offered, what it bought. Nothing of a recipient stands here but in
-- label_file, sealed, which goes with the personal data of its order.

CREATE TABLE label_setting (
  account_id bigint PRIMARY KEY,
  -- where parcels leave from unless their location has an address of its own; {address, byLocation}
  ship_from jsonb NOT NULL DEFAULT '{}',
  presets jsonb NOT NULL DEFAULT '[]',
  rules jsonb NOT NULL DEFAULT '[]',
  format text NOT NULL DEFAULT 'pdf' CHECK (format IN ('pdf', 'png', 'zpl203', 'zpl300')),
  -- host:port of a printer that takes ZPL
  printer text,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);
SELECT tenant('label_setting', 'where parcels leave from, what they are packed in, and how a label is chosen');

CREATE TABLE label_carrier (
  account_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('buy_shipping', 'amazon_shipping', 'easypost', 'shippo')),
  enabled boolean NOT NULL,
  -- another address than the carrier's own, for a stand-in
  base_url text,
  -- the key; Amazon's own need none
  sealed bytea,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, kind)
);
SELECT tenant('label_carrier', 'with whom an account buys labels');

CREATE TABLE label_quote (
  account_id bigint NOT NULL,
  quote_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text NOT NULL,
  wish jsonb NOT NULL,
  offers jsonb NOT NULL,
  unavailable jsonb NOT NULL,
  -- which of the offers the rules chose, and why
  chosen int,
  rule text,
  why jsonb NOT NULL,
  asked_by text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (account_id, quote_id)
);
CREATE INDEX label_quote_of_order ON label_quote (account_id, order_id, quote_id);
SELECT tenant('label_quote', 'rates as they were shown: a price is bought from here, never from a request');

CREATE TABLE label (
  account_id bigint NOT NULL,
  label_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text NOT NULL,
  -- what makes this purchase the same purchase: a second request with it is answered by the first row
  request_key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('buy_shipping', 'amazon_shipping', 'easypost', 'shippo', 'manual')),
  state text NOT NULL CHECK (state IN ('asked', 'buying', 'unsure', 'bought', 'voiding', 'voided', 'refused')),
  reason text,
  carrier_code text,
  carrier_message text,
  wish jsonb NOT NULL,
  offer jsonb NOT NULL,
  rule text,
  why jsonb NOT NULL,
  -- tracking numbers of the order before: what is new was bought by this
  known_tracking text[] NOT NULL DEFAULT '{}',
  price numeric NOT NULL,
  currency text NOT NULL,
  tracking text,
  receipt jsonb,
  refund text NOT NULL DEFAULT 'none' CHECK (refund IN ('none', 'pending', 'refunded', 'rejected')),
  -- carrier: buying confirms the order; wanted, asked: the desk asks for the confirmation
  confirmation text NOT NULL CHECK (confirmation IN ('carrier', 'wanted', 'asked')),
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  looks int NOT NULL DEFAULT 0,
  sent_at timestamptz,
  bought_at timestamptz,
  voided_at timestamptz,
  printed int NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, label_id),
  UNIQUE (account_id, request_key)
);
CREATE INDEX label_of_order ON label (account_id, order_id, label_id);
CREATE INDEX label_open ON label (account_id, next_at) WHERE state IN ('asked', 'buying', 'unsure', 'voiding');
CREATE INDEX label_to_confirm ON label (account_id, label_id) WHERE state = 'bought' AND confirmation = 'wanted';
SELECT tenant('label', 'labels that were asked for, each followed until it is bought, refused or given back');

CREATE TABLE label_file (
  account_id bigint NOT NULL,
  label_id bigint NOT NULL,
  order_id text NOT NULL,
  format text NOT NULL CHECK (format IN ('pdf', 'png', 'zpl203', 'zpl300')),
  sealed bytea NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, label_id)
);
CREATE INDEX label_file_of_order ON label_file (account_id, order_id);
SELECT tenant('label_file', 'the labels as they are printed, sealed; gone with the personal data of their order');
