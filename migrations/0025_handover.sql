-- Handing over. What is asked of a carrier at the end of a day (a manifest, a pickup, a slot of Easy Ship) is an errand: its
-- intention is committed before the call, and a lost answer is looked up before anything is sent again. A van that is loaded
-- belongs to the organisation, the parcels in it to their accounts.

CREATE TABLE handover_errand (
  account_id bigint NOT NULL,
  errand_id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL CHECK (kind IN ('manifest', 'pickup', 'pickup_cancel', 'slot', 'slot_change')),
  -- whom it is asked of; own: nobody, the desk makes it itself
  way text NOT NULL CHECK (way IN ('own', 'amazon_shipping', 'easypost', 'shippo', 'easy_ship')),
  state text NOT NULL CHECK (state IN ('asked', 'sending', 'unsure', 'done', 'refused')),
  -- a location, or 'main' for the address of the account
  place text NOT NULL,
  carrier text NOT NULL,
  -- of a slot
  order_id text,
  -- the errand that this one takes back or changes
  of_errand bigint,
  -- what is asked; nothing of a recipient
  request jsonb NOT NULL,
  -- what came of it: its number at the carrier, and what the carrier says of it
  number text,
  result jsonb NOT NULL DEFAULT '{}',
  reason text,
  carrier_code text,
  carrier_message text,
  request_key text NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  looks int NOT NULL DEFAULT 0,
  sent_at timestamptz,
  done_at timestamptz,
  printed int NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, errand_id),
  UNIQUE (account_id, request_key)
);
CREATE INDEX handover_errand_open ON handover_errand (account_id, next_at) WHERE state IN ('asked', 'sending', 'unsure');
CREATE INDEX handover_errand_newest ON handover_errand (account_id, asked_at DESC);
CREATE INDEX handover_errand_of_order ON handover_errand (account_id, order_id) WHERE order_id IS NOT NULL;
-- An order of Easy Ship is scheduled once.
CREATE UNIQUE INDEX handover_slot_once ON handover_errand (account_id, order_id) WHERE kind = 'slot' AND state <> 'refused';
-- One errand at a time takes back or changes another.
CREATE UNIQUE INDEX handover_change_once ON handover_errand (account_id, of_errand) WHERE of_errand IS NOT NULL AND state IN ('asked', 'sending', 'unsure');
SELECT tenant('handover_errand', 'what carriers are asked at the end of a day: manifests, pickups, slots');

-- A label is on one manifest only: the key says so.
CREATE TABLE handover_listed (
  account_id bigint NOT NULL,
  label_id bigint NOT NULL,
  errand_id bigint NOT NULL,
  order_id text NOT NULL,
  tracking text NOT NULL,
  PRIMARY KEY (account_id, label_id)
);
CREATE INDEX handover_listed_on ON handover_listed (account_id, errand_id);
SELECT tenant('handover_listed', 'which labels are on which manifest');
ALTER TABLE handover_listed ADD FOREIGN KEY (account_id, errand_id) REFERENCES handover_errand (account_id, errand_id) ON DELETE CASCADE;

CREATE TABLE handover_file (
  account_id bigint NOT NULL,
  errand_id bigint NOT NULL,
  -- of a slot: its label names the recipient
  order_id text,
  type text NOT NULL,
  sealed bytea NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, errand_id)
);
CREATE INDEX handover_file_of_order ON handover_file (account_id, order_id) WHERE order_id IS NOT NULL;
SELECT tenant('handover_file', 'manifests and labels of Easy Ship as carriers gave them, sealed; gone with the personal data of their order');
ALTER TABLE handover_file ADD FOREIGN KEY (account_id, errand_id) REFERENCES handover_errand (account_id, errand_id) ON DELETE CASCADE;

CREATE TABLE handover_van (
  van_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  place text NOT NULL,
  -- empty: parcels of every carrier go along
  carrier text NOT NULL,
  opened_by text NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_by text,
  closed_at timestamptz,
  note text NOT NULL DEFAULT ''
);
CREATE INDEX handover_van_newest ON handover_van (opened_at DESC);
SELECT local('handover_van', 'parcels being handed over: to whom, where, by whom and when');

CREATE TABLE handover_scan (
  van_id bigint NOT NULL REFERENCES handover_van (van_id) ON DELETE CASCADE,
  -- made by the scanner's page: a scan that is sent twice counts once
  scan_key text NOT NULL,
  scan_id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  person text NOT NULL,
  number text NOT NULL,
  verdict text NOT NULL,
  -- why a stopped parcel went along all the same
  override text,
  -- null where no parcel has the number
  account_id bigint,
  order_id text,
  PRIMARY KEY (van_id, scan_key)
);
SELECT local('handover_scan', 'every number that was scanned at a van, with what it was; kept as evidence');

CREATE TABLE handed_over (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  tracking text NOT NULL,
  label_id bigint,
  van_id bigint NOT NULL,
  at timestamptz NOT NULL,
  person text NOT NULL,
  PRIMARY KEY (account_id, order_id, tracking)
);
CREATE INDEX handed_over_in ON handed_over (account_id, van_id);
CREATE INDEX handed_over_label ON handed_over (account_id, label_id) WHERE label_id IS NOT NULL;
SELECT tenant('handed_over', 'parcels that went into a van, scanned one by one');
ALTER TABLE handed_over ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;

-- A number that is scanned finds its label.
CREATE INDEX label_by_tracking ON label (account_id, tracking) WHERE tracking IS NOT NULL;
