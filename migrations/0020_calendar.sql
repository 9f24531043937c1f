-- What holds an order back. A person's hold stands on the order, as tags do; the hash of its address is keyed, so that nobody
-- can try addresses against it. `regulated`: what Amazon says of the verification (none: there is nothing to verify).
ALTER TABLE orders ADD COLUMN held_at timestamptz, ADD COLUMN held_by text, ADD COLUMN hold_reason text,
  ADD COLUMN address_hash text, ADD COLUMN address_changed_at timestamptz, ADD COLUMN regulated text;
CREATE INDEX orders_held ON orders (account_id, purchased_at DESC, order_id DESC) WHERE held_at IS NOT NULL;

-- A person's word that an order goes on although something speaks against it. `cause` tells one occasion of a guard from the
-- next: a second change of the address asks again.
CREATE TABLE guard_word (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  guard text NOT NULL,
  cause text NOT NULL,
  reason text NOT NULL,
  person text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (account_id, order_id, guard, cause)
);
SELECT tenant('guard_word', 'who let an order go on past a guard, and why');
ALTER TABLE guard_word ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;

-- When a location works and when its carriers collect. A location without a row works Monday to Friday and closes at its own
-- cut-off.
CREATE TABLE calendar (
  location_id bigint PRIMARY KEY REFERENCES stock_location (location_id) ON DELETE CASCADE,
  -- Working on them is then a duty: Amazon counts deadlines with them.
  saturday boolean NOT NULL,
  sunday boolean NOT NULL,
  -- Worked for seller-fulfilled Prime and premium orders alone.
  premium_saturday boolean NOT NULL,
  premium_sunday boolean NOT NULL,
  handling_days int NOT NULL CHECK (handling_days BETWEEN 0 AND 30),
  -- Until when an order of the day is still of this day, with same-day handling.
  order_until text NOT NULL CHECK (order_until ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  -- How long before the collection a parcel must be ready.
  safety_minutes int NOT NULL CHECK (safety_minutes BETWEEN 0 AND 720),
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);
SELECT local('calendar', 'on which days a location works, and how long it takes');

CREATE TABLE calendar_cut_off (
  location_id bigint NOT NULL REFERENCES stock_location (location_id) ON DELETE CASCADE,
  weekday int NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  -- A carrier's code and service; empty: any.
  carrier text NOT NULL,
  service text NOT NULL,
  at text NOT NULL CHECK (at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  PRIMARY KEY (location_id, weekday, carrier, service)
);
SELECT local('calendar_cut_off', 'when carriers collect, where it is another time than the usual one');

CREATE TABLE calendar_holiday (
  location_id bigint NOT NULL REFERENCES stock_location (location_id) ON DELETE CASCADE,
  day date NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (location_id, day)
);
SELECT local('calendar_holiday', 'days on which a location does not work');

-- Which orders have a label lately: the work list looks at all of them at once.
CREATE INDEX label_lately ON label (account_id, asked_at);

-- Whether goods are regulated is asked order by order, and Amazon's newest interface does not tell it. What was found of a
-- product spares the question for the next order of it.
ALTER TABLE orders ADD COLUMN regulated_at timestamptz;
CREATE TABLE guard_product (
  account_id bigint NOT NULL,
  marketplace_id text NOT NULL,
  asin text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (account_id, marketplace_id, asin)
);
SELECT tenant('guard_product', 'products of which an order was free of regulated goods, and when that was seen');
