-- Stock belongs to the organisation: two accounts may sell the same units, so what there is stands in local tables. What an
-- account's orders want of it, and under which SKUs it sells it, belongs to the account and is hidden like its orders
-- (docs/decisions/0008).

CREATE TABLE stock_product (
  product_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The seller's own number of the thing. A placeholder's begins with a question mark.
  code text NOT NULL UNIQUE,
  title text NOT NULL,
  -- simple: units lie on shelves; bundle: made of others, has no units; placeholder: a SKU that nobody has mapped yet
  kind text NOT NULL CHECK (kind IN ('simple', 'bundle', 'placeholder')),
  asin text,
  image_url text,
  -- person, file, listing, order or demo
  origin text NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  archived_at timestamptz
);
SELECT local('stock_product', 'what the organisation keeps and sells, across its accounts');

CREATE TABLE stock_barcode (
  code text PRIMARY KEY,
  product_id bigint NOT NULL REFERENCES stock_product (product_id) ON DELETE CASCADE,
  added_at timestamptz NOT NULL
);
CREATE INDEX stock_barcode_of_product ON stock_barcode (product_id);
SELECT local('stock_barcode', 'what a scanner reads off a product; several may mean the same one');

CREATE TABLE stock_part (
  bundle_id bigint NOT NULL REFERENCES stock_product (product_id) ON DELETE CASCADE,
  part_id bigint NOT NULL REFERENCES stock_product (product_id),
  quantity int NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (bundle_id, part_id),
  CHECK (bundle_id <> part_id)
);
CREATE INDEX stock_part_of ON stock_part (part_id);
SELECT local('stock_part', 'what a bundle is made of');

CREATE TABLE stock_location (
  location_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  country text NOT NULL,
  region text NOT NULL,
  time_zone text NOT NULL,
  -- Local time until which an order still leaves on the same working day: 14:00.
  cut_off text NOT NULL CHECK (cut_off ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  parcel_cost numeric NOT NULL DEFAULT 0 CHECK (parcel_cost >= 0),
  currency text NOT NULL,
  position int NOT NULL,
  active boolean NOT NULL DEFAULT true,
  changed_at timestamptz NOT NULL
);
SELECT local('stock_location', 'where units lie and parcels leave from');

CREATE TABLE stock_bin (
  bin_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  location_id bigint NOT NULL REFERENCES stock_location (location_id),
  -- Empty: no bin is named. Every location has that one.
  name text NOT NULL,
  -- The way a picker walks.
  walk int NOT NULL,
  UNIQUE (location_id, name)
);
SELECT local('stock_bin', 'the places within a location');

-- One row a product, kept in the transaction of every change: the gate. Whoever changes levels, bins or allocations of a
-- product holds its row first, in the order of the ids.
CREATE TABLE stock_total (
  product_id bigint PRIMARY KEY REFERENCES stock_product (product_id) ON DELETE CASCADE,
  on_hand bigint NOT NULL DEFAULT 0,
  reserved bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  -- Units of orders that the seller cancelled for want of them: not sold again before somebody counts.
  kept bigint NOT NULL DEFAULT 0 CHECK (kept >= 0),
  counted_at timestamptz,
  -- When units were first known: orders that were placed and shipped before are not taken off.
  since timestamptz
);
SELECT local('stock_total', 'how much there is of a product and how much of it is sold');

CREATE TABLE stock_level (
  product_id bigint NOT NULL REFERENCES stock_product (product_id) ON DELETE CASCADE,
  location_id bigint NOT NULL REFERENCES stock_location (location_id),
  on_hand bigint NOT NULL DEFAULT 0,
  allocated bigint NOT NULL DEFAULT 0 CHECK (allocated >= 0),
  PRIMARY KEY (product_id, location_id)
);
SELECT local('stock_level', 'units per location, and how many of them are promised to orders');

CREATE TABLE stock_in_bin (
  product_id bigint NOT NULL REFERENCES stock_product (product_id) ON DELETE CASCADE,
  bin_id bigint NOT NULL REFERENCES stock_bin (bin_id),
  on_hand bigint NOT NULL,
  PRIMARY KEY (product_id, bin_id)
);
SELECT local('stock_in_bin', 'units per bin');

CREATE TABLE stock_movement (
  movement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- What was done at once: the two sides of a move, the lines of a file. A second request with it changes nothing.
  entry text NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('received', 'counted', 'adjusted', 'moved', 'shipped', 'unshipped', 'undone')),
  product_id bigint NOT NULL,
  bin_id bigint NOT NULL,
  quantity int NOT NULL CHECK (quantity <> 0),
  reason text NOT NULL,
  person text NOT NULL,
  ref text NOT NULL,
  account_id bigint,
  order_id text,
  undoes bigint UNIQUE REFERENCES stock_movement (movement_id)
);
CREATE INDEX stock_movement_of_product ON stock_movement (product_id, movement_id DESC);
CREATE INDEX stock_movement_entry ON stock_movement (entry);
SELECT local('stock_movement', 'every unit that came, went or moved: appended, never changed');
REVOKE UPDATE, DELETE ON stock_movement FROM waybill_desk;

CREATE TABLE stock_entry (
  entry text PRIMARY KEY,
  at timestamptz NOT NULL
);
SELECT local('stock_entry', 'what was asked for, so that asking twice does it once');

CREATE TABLE stock_incoming (
  incoming_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id bigint NOT NULL REFERENCES stock_product (product_id) ON DELETE CASCADE,
  location_id bigint NOT NULL REFERENCES stock_location (location_id),
  quantity int NOT NULL CHECK (quantity > 0),
  received int NOT NULL DEFAULT 0,
  expected_on date,
  ref text NOT NULL,
  person text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX stock_incoming_open ON stock_incoming (product_id, location_id) WHERE received < quantity;
SELECT local('stock_incoming', 'deliveries that are expected');

CREATE TABLE stock_setting (
  "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
  objective text NOT NULL DEFAULT 'deadline' CHECK (objective IN ('deadline', 'cost', 'distance', 'parcels'))
);
INSERT INTO stock_setting ("only") VALUES (true);
SELECT local('stock_setting', 'how orders are spread over locations');

CREATE TABLE stock_sku (
  account_id bigint NOT NULL,
  sku text NOT NULL,
  product_id bigint NOT NULL,
  -- person, code (the SKU is the product's number), file, listing, order (nobody has mapped it) or demo
  mapped_by text NOT NULL,
  mapped_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, sku)
);
CREATE INDEX stock_sku_of_product ON stock_sku (account_id, product_id);
SELECT tenant('stock_sku', 'which product an account sells under a SKU');

-- `reserved`, `consumed` and `kept` change under the account's intake lock, `allocated` under the product's gate.
CREATE TABLE stock_reservation (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  item_id text NOT NULL,
  product_id bigint NOT NULL,
  sku text NOT NULL,
  reserved int NOT NULL CHECK (reserved >= 0),
  allocated int NOT NULL DEFAULT 0 CHECK (allocated >= 0 AND allocated <= reserved),
  consumed int NOT NULL CHECK (consumed >= 0),
  kept int NOT NULL DEFAULT 0,
  kept_at timestamptz,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, order_id, item_id, product_id)
);
CREATE INDEX stock_reservation_open ON stock_reservation (account_id, product_id) WHERE reserved > 0;
CREATE INDEX stock_reservation_waiting ON stock_reservation (account_id, order_id) WHERE reserved > allocated;
SELECT tenant('stock_reservation', 'what each item of an order wants of which product, and has used of it');

CREATE TABLE stock_allocation (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  item_id text NOT NULL,
  product_id bigint NOT NULL,
  location_id bigint NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  objective text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (account_id, order_id, item_id, product_id, location_id)
);
CREATE INDEX stock_allocation_of_product ON stock_allocation (account_id, product_id, location_id);
SELECT tenant('stock_allocation', 'which location gives the units of an order item');

CREATE TABLE stock_offer (
  account_id bigint NOT NULL,
  sku text NOT NULL,
  marketplace_id text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('FBM', 'FBA')),
  asin text NOT NULL DEFAULT '',
  title text NOT NULL DEFAULT '',
  product_type text,
  status text NOT NULL DEFAULT '',
  -- FBM: what Amazon showed last, and when
  shown int,
  shown_at timestamptz,
  -- FBA: what lies with Amazon
  fulfillable int,
  inbound int,
  held int,
  unsellable int,
  fba_at timestamptz,
  -- Units that are held back from this offer; null: the account's buffer
  buffer int CHECK (buffer >= 0),
  -- The write of a quantity to Amazon: queued, sending, sent, accepted, verified, rejected
  wanted int,
  push_state text CHECK (push_state IN ('queued', 'sending', 'sent', 'accepted', 'verified', 'rejected')),
  push_reason text,
  pushed_at timestamptz,
  next_at timestamptz,
  reads int NOT NULL DEFAULT 0,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, sku, marketplace_id, channel)
);
SELECT tenant('stock_offer', 'what is offered where and by whom it is fulfilled, with the quantity that Amazon shows');

CREATE TABLE stock_channel (
  account_id bigint PRIMARY KEY,
  -- Quantities are only sent when a person has switched it on.
  pushes boolean NOT NULL DEFAULT false,
  buffer int NOT NULL DEFAULT 0 CHECK (buffer >= 0),
  listings_at timestamptz,
  -- reports of listings that were asked for: [{marketplaceId, reportId}]
  reading jsonb NOT NULL DEFAULT '[]',
  changed_at timestamptz NOT NULL
);
SELECT tenant('stock_channel', 'whether an account sends quantities, and how far its listings were read');

-- The first location, so that stock can be received at once.
INSERT INTO stock_location (name, country, region, time_zone, cut_off, currency, position, changed_at)
  VALUES ('Main', '', '', 'UTC', '14:00', 'USD', 1, '2026-01-01');
INSERT INTO stock_bin (location_id, name, walk) SELECT location_id, '', 0 FROM stock_location;
