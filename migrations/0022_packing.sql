-- Packing. Stations, boxes and how strict packing is belong to the organisation; what is done to an order, and its parcels,
-- to the account. Nothing of a recipient stands here but on photos, sealed, which go with the personal data of their order.

-- What a unit measures, in grams and millimetres, and whether each has a number of its own.
ALTER TABLE stock_product
  ADD COLUMN grams int CHECK (grams > 0),
  ADD COLUMN size int[] CHECK (cardinality(size) = 3),
  ADD COLUMN serials boolean NOT NULL DEFAULT false;

CREATE TABLE pack_station (
  station_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  location_id bigint REFERENCES stock_location (location_id),
  active boolean NOT NULL DEFAULT true
);
SELECT local('pack_station', 'where parcels are packed');
INSERT INTO pack_station (name) VALUES ('Station 1');

-- Measures are length, width and height in millimetres.
CREATE TABLE pack_box (
  box_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  code text NOT NULL UNIQUE,
  inner_size int[] NOT NULL CHECK (cardinality(inner_size) = 3),
  outer_size int[] NOT NULL CHECK (cardinality(outer_size) = 3),
  tare int NOT NULL CHECK (tare >= 0),
  max_weight int CHECK (max_weight > 0),
  active boolean NOT NULL DEFAULT true
);
SELECT local('pack_box', 'boxes and bags that parcels are packed in');

CREATE TABLE pack_setting (
  "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
  tolerance_percent int NOT NULL DEFAULT 5,
  tolerance_grams int NOT NULL DEFAULT 25,
  weigh text NOT NULL DEFAULT 'compare' CHECK (weigh IN ('always', 'compare', 'never')),
  needs_box boolean NOT NULL DEFAULT false,
  needs_photo boolean NOT NULL DEFAULT false,
  label text NOT NULL DEFAULT 'rules' CHECK (label IN ('rules', 'later')),
  finish_singles boolean NOT NULL DEFAULT true,
  lock_minutes int NOT NULL DEFAULT 30
);
INSERT INTO pack_setting ("only") VALUES (true);
SELECT local('pack_setting', 'how strict packing is');

-- One for each person at each station. The order is the one at hand; whose it is says pack_order.
CREATE TABLE pack_session (
  session_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  station_id bigint NOT NULL REFERENCES pack_station (station_id),
  person_id text NOT NULL,
  person text NOT NULL,
  last_seq bigint NOT NULL DEFAULT 0,
  account_id bigint,
  order_id text,
  -- a product's barcode that several orders want, until one is chosen
  asked text,
  -- a code that nothing is known by
  unknown text,
  seen_at timestamptz NOT NULL,
  UNIQUE (station_id, person_id)
);
SELECT local('pack_session', 'who packs at which station, and how far what they did has come in');

CREATE TABLE pack_done (
  session_id bigint NOT NULL REFERENCES pack_session (session_id) ON DELETE CASCADE,
  seq bigint NOT NULL,
  key text NOT NULL,
  result jsonb NOT NULL,
  PRIMARY KEY (session_id, seq)
);
SELECT local('pack_done', 'what came of the last things done at a station, so that one sent again is answered and not done again');

-- What parcels of one product weigh for each unit, without their box.
CREATE TABLE pack_learnt (
  product_id bigint PRIMARY KEY REFERENCES stock_product (product_id) ON DELETE CASCADE,
  grams numeric NOT NULL,
  parcels int NOT NULL
);
SELECT local('pack_learnt', 'weights of products as scales have shown them');

CREATE TABLE pack_habit (
  -- which products and how many of each, as text in a fixed order
  content text NOT NULL,
  box_id bigint NOT NULL REFERENCES pack_box (box_id) ON DELETE CASCADE,
  parcels int NOT NULL,
  PRIMARY KEY (content, box_id)
);
SELECT local('pack_habit', 'which box people took for what');

CREATE TABLE pack_code_used (
  kind text NOT NULL CHECK (kind IN ('serial', 'transparency')),
  code text NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (kind, code)
);
SELECT local('pack_code_used', 'serial numbers and Transparency codes that lie in a parcel: each once in the whole organisation');

-- The row that everything done to an order holds. `session_id` null: nobody has it.
CREATE TABLE pack_order (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  session_id bigint,
  person text NOT NULL,
  station text NOT NULL,
  locked_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, order_id)
);
ALTER TABLE pack_order ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;
SELECT tenant('pack_order', 'which order is at which station, with whom');

CREATE TABLE pack_parcel (
  account_id bigint NOT NULL,
  parcel_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text NOT NULL,
  number int NOT NULL,
  state text NOT NULL CHECK (state IN ('packed', 'reopened')),
  -- [{itemId, sku, title, quantity, serials, transparencyCodes}]
  items jsonb NOT NULL,
  box_id bigint,
  box text,
  size int[],
  grams int,
  expected_grams int,
  weight_from text CHECK (weight_from IN ('scale', 'typed', 'expected')),
  gift_wrapped boolean NOT NULL,
  note text NOT NULL,
  packed_by text NOT NULL,
  packed_at timestamptz NOT NULL,
  station text NOT NULL,
  reopened_by text,
  reopened_at timestamptz,
  -- later: none is asked for; wanted: rates are to be asked for; choose: a person must; asked: it is the one of the key
  label_state text NOT NULL CHECK (label_state IN ('later', 'wanted', 'choose', 'asked')),
  -- of a label that was there before, else null: then the label is the one that was asked for with the parcel's own key
  label_id bigint,
  label_before boolean NOT NULL DEFAULT false,
  label_round int NOT NULL DEFAULT 1,
  label_reason jsonb,
  label_next_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, parcel_id),
  UNIQUE (account_id, order_id, number)
);
CREATE INDEX pack_parcel_wants ON pack_parcel (account_id, label_next_at) WHERE state = 'packed' AND label_state = 'wanted';
CREATE INDEX pack_parcel_without ON pack_parcel (account_id, parcel_id) WHERE state = 'packed' AND label_state IN ('later', 'choose');
ALTER TABLE pack_parcel ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;
SELECT tenant('pack_parcel', 'parcels as they were packed');

-- Everything done to an order. `parcel_id` null: it is part of the parcel that is open.
CREATE TABLE pack_act (
  account_id bigint NOT NULL,
  act_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text NOT NULL,
  parcel_id bigint,
  kind text NOT NULL CHECK (kind IN ('unit', 'part', 'serial', 'transparency', 'box', 'weight', 'wrap', 'note', 'override')),
  item_id text,
  product_id bigint,
  quantity int NOT NULL DEFAULT 1,
  -- what was scanned
  code text NOT NULL DEFAULT '',
  by_hand boolean NOT NULL DEFAULT false,
  -- box: {boxId, size}; weight: {grams, from}; wrap: {on}; note: {text}; override: {key, reason, grams}
  data jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  person text NOT NULL,
  station text NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (account_id, act_id)
);
CREATE INDEX pack_act_of_order ON pack_act (account_id, order_id, act_id);
ALTER TABLE pack_act ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;
SELECT tenant('pack_act', 'scans, weights and all else that was done to parcels, also what was undone');

CREATE TABLE pack_photo (
  account_id bigint NOT NULL,
  photo_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text NOT NULL,
  parcel_id bigint,
  type text NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'image/webp')),
  sealed bytea NOT NULL,
  at timestamptz NOT NULL,
  person text NOT NULL,
  PRIMARY KEY (account_id, photo_id)
);
CREATE INDEX pack_photo_of_order ON pack_photo (account_id, order_id);
ALTER TABLE pack_photo ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;
SELECT tenant('pack_photo', 'photos of parcels, sealed; gone with the personal data of their order');
