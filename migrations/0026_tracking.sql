-- Parcels on their way: which there are, what their carriers say of them, and what is wrong. Codes and places alone: the free
-- words of carriers may name a recipient and are not kept.

CREATE TABLE tracked_parcel (
  account_id bigint NOT NULL,
  parcel_id bigint GENERATED ALWAYS AS IDENTITY,
  order_id text NOT NULL,
  -- the number without blanks, as the order shows it
  tracking text NOT NULL,
  carrier text NOT NULL,
  service text NOT NULL,
  -- who tells: the carrier that sold the label, Amazon by the order, or nobody
  source text NOT NULL CHECK (source IN ('amazon_shipping', 'easypost', 'shippo', 'amazon', 'none')),
  label_id bigint,
  -- what the source needs to be asked
  handle jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'label' CHECK (state IN ('label', 'accepted', 'in_transit', 'out_for_delivery', 'attempted', 'waiting', 'delivered',
    'exception', 'returning', 'returned', 'lost')),
  left_at timestamptz NOT NULL,
  first_scan_at timestamptz,
  last_scan_at timestamptz,
  delivered_at timestamptz,
  -- the day that the carrier names, and the one that Amazon named to the buyer
  promised_at timestamptz,
  deliver_by timestamptz,
  exceptions text[] NOT NULL DEFAULT '{}',
  -- why the last look brought nothing: a key of the language file
  problem text,
  looks int NOT NULL DEFAULT 0,
  looked_at timestamptz,
  -- when it is asked for next, and when something about it falls due (a look, a deadline); null when it is over
  look_at timestamptz,
  next_at timestamptz,
  -- why it is over: delivered, returned, lost, void, old
  ended text,
  -- a person has dealt with what was wrong
  settled_at timestamptz,
  settled_by text,
  settled_note text,
  PRIMARY KEY (account_id, parcel_id),
  UNIQUE (account_id, order_id, tracking)
);
CREATE INDEX tracked_parcel_due ON tracked_parcel (account_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX tracked_parcel_newest ON tracked_parcel (account_id, left_at DESC, parcel_id DESC);
CREATE INDEX tracked_parcel_number ON tracked_parcel (account_id, tracking);
CREATE UNIQUE INDEX tracked_parcel_of_label ON tracked_parcel (account_id, label_id) WHERE label_id IS NOT NULL;
CREATE INDEX tracked_parcel_wrong ON tracked_parcel (account_id, parcel_id) WHERE exceptions <> '{}';
SELECT tenant('tracked_parcel', 'parcels that left, each followed until it has arrived, come back or is given up');
ALTER TABLE tracked_parcel ADD FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, order_id) ON DELETE CASCADE;

CREATE TABLE tracking_event (
  account_id bigint NOT NULL,
  parcel_id bigint NOT NULL,
  at timestamptz NOT NULL,
  -- the source's own word
  code text NOT NULL,
  place text NOT NULL DEFAULT '',
  -- ours for it; null for a word that this version does not know
  step text,
  -- on the way back to the seller
  back boolean NOT NULL DEFAULT false,
  trouble text,
  heard_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, parcel_id, at, code, place)
);
SELECT tenant('tracking_event', 'what carriers said of parcels: each word once, however often it is told');
ALTER TABLE tracking_event ADD FOREIGN KEY (account_id, parcel_id) REFERENCES tracked_parcel (account_id, parcel_id) ON DELETE CASCADE;

CREATE TABLE tracking_setting (
  account_id bigint PRIMARY KEY,
  -- hours without a first scan, and days without any, after which somebody should ask
  scan_hours int NOT NULL CHECK (scan_hours BETWEEN 1 AND 240),
  silent_days int NOT NULL CHECK (silent_days BETWEEN 1 AND 60),
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);
SELECT tenant('tracking_setting', 'how long a parcel may stay silent');

-- Labels by when they were bought: how tracking finds those that are new.
CREATE INDEX label_by_bought ON label (account_id, bought_at) WHERE bought_at IS NOT NULL;
