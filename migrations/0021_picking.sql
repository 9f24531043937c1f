-- Picked units lie at a packing place until Amazon shows that they left: still on hand, still promised, no longer on a shelf.
-- `staging` marks that place of a location.
ALTER TABLE stock_bin ADD COLUMN staging boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX stock_bin_staging ON stock_bin (location_id) WHERE staging;

CREATE TABLE stock_staged (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  item_id text NOT NULL,
  product_id bigint NOT NULL,
  location_id bigint NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (account_id, order_id, item_id, product_id, location_id)
);
CREATE INDEX stock_staged_at ON stock_staged (account_id, location_id, product_id);
SELECT tenant('stock_staged', 'units of an order that lie at the packing place of a location');

ALTER TABLE stock_movement DROP CONSTRAINT stock_movement_kind_check,
  ADD CHECK (kind IN ('received', 'counted', 'adjusted', 'moved', 'picked', 'unpicked', 'shipped', 'unshipped', 'undone'));

-- A wave may hold orders of several accounts: it belongs to the organisation, its orders and their lines to their accounts.
CREATE TABLE wave (
  wave_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- made by whoever asks: a second request with it makes no second wave
  request_key text NOT NULL UNIQUE,
  name text NOT NULL,
  location_id bigint NOT NULL REFERENCES stock_location (location_id),
  state text NOT NULL CHECK (state IN ('made', 'released', 'paused', 'finished', 'cancelled')),
  -- by which rule its orders were chosen
  rule jsonb NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  released_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX wave_open ON wave (location_id) WHERE state IN ('made', 'released', 'paused');
SELECT local('wave', 'orders that are fetched from their shelves together');

CREATE TABLE wave_rule (
  rule_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  rule jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);
SELECT local('wave_rule', 'rules by which waves are made again and again');

CREATE TABLE wave_visit (
  wave_id bigint NOT NULL REFERENCES wave (wave_id),
  bin_id bigint NOT NULL REFERENCES stock_bin (bin_id),
  person text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (wave_id, bin_id)
);
SELECT local('wave_visit', 'who stood at which bin last, so that two pickers do not walk to the same one');

CREATE TABLE tote (
  code text PRIMARY KEY,
  -- the wave whose orders are in it; null: it is free
  wave_id bigint REFERENCES wave (wave_id),
  taken_by text NOT NULL,
  taken_at timestamptz NOT NULL
);
SELECT local('tote', 'boxes that picked units are carried in');

CREATE TABLE pick_deed (
  key text PRIMARY KEY,
  wave_id bigint REFERENCES wave (wave_id),
  kind text NOT NULL,
  person text NOT NULL,
  at timestamptz NOT NULL
);
SELECT local('pick_deed', 'what pickers did, by the key that their screen made: sent again it is not done again');

-- `open`: the wave works on it. An order is in one open wave at most.
CREATE TABLE wave_order (
  account_id bigint NOT NULL,
  wave_id bigint NOT NULL,
  order_id text NOT NULL,
  position int NOT NULL,
  open boolean NOT NULL,
  tote text,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, wave_id, order_id)
);
CREATE UNIQUE INDEX wave_order_open ON wave_order (account_id, order_id) WHERE open;
CREATE INDEX wave_order_of_order ON wave_order (account_id, order_id);
CREATE INDEX wave_order_tote ON wave_order (account_id, tote) WHERE tote IS NOT NULL;
SELECT tenant('wave_order', 'the orders of a wave, and the tote that each is carried in');

-- Units of one order in one bin. What could not be found there is short; what is looked for elsewhere is another line.
CREATE TABLE wave_line (
  account_id bigint NOT NULL,
  line_id bigint GENERATED ALWAYS AS IDENTITY,
  wave_id bigint NOT NULL,
  order_id text NOT NULL,
  item_id text NOT NULL,
  product_id bigint NOT NULL,
  bin_id bigint NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  picked int NOT NULL DEFAULT 0 CHECK (picked >= 0),
  short int NOT NULL DEFAULT 0 CHECK (short >= 0),
  PRIMARY KEY (account_id, line_id),
  CHECK (picked + short <= quantity)
);
ALTER TABLE wave_line ADD FOREIGN KEY (account_id, wave_id, order_id) REFERENCES wave_order (account_id, wave_id, order_id) ON DELETE CASCADE;
CREATE INDEX wave_line_of_order ON wave_line (account_id, wave_id, order_id);
CREATE INDEX wave_line_of_bin ON wave_line (account_id, bin_id, product_id) WHERE picked + short < quantity;
SELECT tenant('wave_line', 'what is fetched from which bin for which order');

CREATE TABLE pick (
  account_id bigint NOT NULL,
  pick_id bigint GENERATED ALWAYS AS IDENTITY,
  key text NOT NULL,
  wave_id bigint NOT NULL,
  line_id bigint NOT NULL,
  order_id text NOT NULL,
  item_id text NOT NULL,
  product_id bigint NOT NULL,
  -- picked, short: where it was fetched or missed; put-back: where it lies again
  bin_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('picked', 'short', 'put-back', 'undone')),
  quantity int NOT NULL CHECK (quantity > 0),
  -- of a short one: not-found, damaged, too-few
  reason text NOT NULL DEFAULT '',
  tote text,
  person text NOT NULL,
  at timestamptz NOT NULL,
  -- of an undone one: which pick it takes back
  undoes bigint,
  PRIMARY KEY (account_id, pick_id)
);
CREATE UNIQUE INDEX pick_undone_once ON pick (account_id, undoes) WHERE undoes IS NOT NULL;
CREATE INDEX pick_of_order ON pick (account_id, order_id, pick_id);
CREATE INDEX pick_of_key ON pick (account_id, key);
SELECT tenant('pick', 'every unit that was fetched, missed or put back: appended, never changed');
REVOKE UPDATE ON pick FROM waybill_desk;
