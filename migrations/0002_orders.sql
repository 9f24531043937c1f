CREATE TABLE orders (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  marketplace_id text NOT NULL,
  sales_channel text NOT NULL,
  seller_order_id text,
  status text NOT NULL,
  status_raw text NOT NULL,
  fulfilled_by text NOT NULL,
  order_type text NOT NULL,
  service_level text NOT NULL,
  ship_service text,
  programs text[] NOT NULL,
  purchased_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  ship_after timestamptz,
  ship_by timestamptz,
  deliver_after timestamptz,
  deliver_by timestamptz,
  total numeric,
  currency text,
  units int NOT NULL,
  units_shipped int NOT NULL,
  units_cancelled int NOT NULL,
  -- The first lines of the order as the grid shows them: [{sku, asin, title, quantity}], and how many there are.
  lines jsonb NOT NULL,
  line_count int NOT NULL,
  buyer_mask text,
  ship_to text,
  po_number text,
  replaces_order_id text,
  cancel_requested_at timestamptz,
  cancel_reason text,
  tags text[] NOT NULL DEFAULT '{}',
  assignee text,
  notes int NOT NULL DEFAULT 0,
  tracking text,
  carrier text,
  shipped_at timestamptz,
  delivered_at timestamptz,
  -- The write to Amazon that needs attention most, if any: queued, sent, accepted, verified, rejected.
  write_state text,
  -- All else that the order page shows and nobody searches: money breakdowns, payment, tax. No personal data.
  detail jsonb NOT NULL,
  -- skeleton: from a file or report, without item ids; full: from the API.
  depth text NOT NULL CHECK (depth IN ('skeleton', 'full')),
  -- Whether Amazon gave the personal data: given, withheld (no role), not_yet (Pending), purged.
  personal text NOT NULL,
  facts_hash bytea NOT NULL,
  source text NOT NULL,
  seen_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, order_id)
);
CREATE INDEX orders_by_date ON orders (account_id, purchased_at DESC, order_id DESC);
CREATE INDEX orders_by_status ON orders (account_id, status, purchased_at DESC, order_id DESC);
CREATE INDEX orders_by_ship_by ON orders (account_id, ship_by, order_id);
CREATE INDEX orders_by_service ON orders (account_id, service_level, purchased_at DESC, order_id DESC);
CREATE INDEX orders_by_marketplace ON orders (account_id, marketplace_id, purchased_at DESC, order_id DESC);
CREATE INDEX orders_by_channel ON orders (account_id, sales_channel, purchased_at DESC, order_id DESC);
CREATE INDEX orders_by_total ON orders (account_id, total, purchased_at DESC, order_id DESC);
SELECT tenant('orders', 'every order, as last shown by Amazon, with what people added');
ALTER TABLE orders ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

CREATE TABLE order_item (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  -- Amazon's order item id; before the API gave it: sku|asin|n
  item_id text NOT NULL,
  position int NOT NULL,
  sku text NOT NULL,
  asin text NOT NULL,
  title text NOT NULL,
  quantity int NOT NULL,
  shipped int NOT NULL,
  cancelled int NOT NULL,
  condition text,
  unit_price numeric,
  total numeric,
  currency text,
  programs text[] NOT NULL DEFAULT '{}',
  gift boolean NOT NULL DEFAULT false,
  customised boolean NOT NULL DEFAULT false,
  cancel_requested boolean NOT NULL DEFAULT false,
  status_raw text,
  detail jsonb NOT NULL,
  PRIMARY KEY (account_id, order_id, item_id)
);
SELECT tenant('order_item', 'the items of an order');
ALTER TABLE order_item ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;

CREATE TABLE order_package (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  reference text NOT NULL,
  carrier text,
  carrier_raw text,
  service text,
  tracking text,
  status text NOT NULL,
  status_raw text NOT NULL,
  ship_date timestamptz,
  delivered_at timestamptz,
  items jsonb NOT NULL,
  PRIMARY KEY (account_id, order_id, reference)
);
SELECT tenant('order_package', 'the parcels of an order as Amazon shows them');
ALTER TABLE order_package ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;

-- One row per word by which an order can be found. The primary key is the search index: a page of any key is one
-- range of it, newest first. kinds: sku asin alias track carrier tag po, and mail, name as keyed hashes.
CREATE TABLE order_key (
  account_id bigint NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  purchased_at timestamptz NOT NULL,
  order_id text NOT NULL,
  PRIMARY KEY (account_id, kind, key, purchased_at, order_id)
);
SELECT tenant('order_key', 'the search keys of orders');

CREATE TABLE order_event (
  account_id bigint NOT NULL,
  event_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  -- amazon, person, rule, program or system; and which one
  origin text NOT NULL,
  actor text NOT NULL,
  source text NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (account_id, event_id)
);
CREATE INDEX order_event_of_order ON order_event (account_id, order_id, event_id);
SELECT tenant('order_event', 'what happened to an order: appended, never changed');
REVOKE UPDATE ON order_event FROM waybill_desk;

CREATE TABLE order_raw (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  source text NOT NULL,
  received_at timestamptz NOT NULL,
  request_id text,
  body jsonb NOT NULL,
  PRIMARY KEY (account_id, order_id, source)
);
SELECT tenant('order_raw', 'the last answer of each source about an order, personal data stripped');

CREATE TABLE order_note (
  account_id bigint NOT NULL,
  note_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text NOT NULL,
  at timestamptz NOT NULL,
  author text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (account_id, note_id)
);
CREATE INDEX order_note_of_order ON order_note (account_id, order_id, note_id);
SELECT tenant('order_note', 'what people wrote about an order');
ALTER TABLE order_note ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;

-- Kept by intake in the same transaction, so that tabs never scan.
CREATE TABLE order_count (
  account_id bigint NOT NULL,
  status text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (account_id, status)
);
SELECT tenant('order_count', 'orders per status');

CREATE TABLE product (
  account_id bigint NOT NULL,
  sku text NOT NULL,
  asin text NOT NULL,
  title text NOT NULL,
  listing_id text,
  words tsvector GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, sku)
);
CREATE INDEX product_words ON product USING gin (words);
CREATE INDEX product_listing ON product (account_id, listing_id) WHERE listing_id IS NOT NULL;
SELECT tenant('product', 'the names under which a seller''s SKUs were sold');

CREATE TABLE quarantine (
  account_id bigint NOT NULL,
  quarantine_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text,
  source text NOT NULL,
  reason text NOT NULL,
  detail text NOT NULL,
  body jsonb NOT NULL,
  -- personal data of the answer, sealed, so that a replay loses nothing
  sealed bytea,
  received_at timestamptz NOT NULL,
  resolved_at timestamptz,
  PRIMARY KEY (account_id, quarantine_id)
);
CREATE INDEX quarantine_open ON quarantine (account_id, received_at) WHERE resolved_at IS NULL;
SELECT tenant('quarantine', 'answers that could not be understood, with the reason; replayed after an update');

CREATE TABLE vault_order (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  key_id text NOT NULL,
  wrapped_key bytea NOT NULL,
  sealed bytea NOT NULL,
  -- the keyed hashes that stand in order_key for this order, so that a purge finds them
  hashes jsonb NOT NULL,
  stored_at timestamptz NOT NULL,
  purge_at timestamptz,
  PRIMARY KEY (account_id, order_id)
);
CREATE INDEX vault_order_purge ON vault_order (account_id, purge_at);
SELECT tenant('vault_order', 'personal data of an order, sealed with a key of its own');

CREATE TABLE vault_read (
  account_id bigint NOT NULL,
  read_id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  reader text NOT NULL,
  purpose text NOT NULL,
  order_ids text[] NOT NULL,
  PRIMARY KEY (account_id, read_id)
);
SELECT tenant('vault_read', 'who opened whose personal data, when and why');
REVOKE UPDATE ON vault_read FROM waybill_desk;

CREATE TABLE saved_view (
  view_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  query text NOT NULL,
  columns jsonb,
  owner text NOT NULL,
  shared boolean NOT NULL,
  position int NOT NULL,
  changed_at timestamptz NOT NULL
);
SELECT local('saved_view', 'searches that people keep');
