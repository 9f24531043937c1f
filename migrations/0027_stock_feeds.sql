-- Quantities that go to Amazon in files, and what Amazon's catalogue says of what is sold.

-- When an offer was looked at last at Amazon, and the file that it stands in while that is under way.
ALTER TABLE stock_offer ADD COLUMN looked_at timestamptz;
ALTER TABLE stock_offer ADD COLUMN feed_key text;
ALTER TABLE stock_offer ADD COLUMN message_id int;
-- How its quantity went last: single, or in a file
ALTER TABLE stock_offer ADD COLUMN push_way text CHECK (push_way IN ('single', 'file'));
CREATE INDEX stock_offer_of_feed ON stock_offer (account_id, feed_key) WHERE feed_key IS NOT NULL;
CREATE INDEX stock_offer_due ON stock_offer (account_id, next_at) WHERE push_state IN ('queued', 'sending', 'sent', 'accepted');

-- How the last quantities were sent and why: {way, offers, stores, singleSeconds, fileSeconds, notBefore}
ALTER TABLE stock_channel ADD COLUMN way jsonb;

CREATE TABLE stock_feed (
  account_id bigint NOT NULL,
  feed_key text NOT NULL,
  marketplace_id text NOT NULL,
  offers int NOT NULL,
  state text NOT NULL CHECK (state IN ('building', 'uploaded', 'submitted', 'done', 'failed')),
  amazon_feed_id text,
  created_at timestamptz NOT NULL,
  -- From here on it may be with Amazon, whatever the answer was.
  submitted_at timestamptz,
  -- Its answer was lost and it was found in Amazon's list: what it says is believed only when it shows.
  found boolean NOT NULL DEFAULT false,
  next_at timestamptz NOT NULL,
  -- {accepted, invalid} of the report, or why it failed
  result jsonb,
  finished_at timestamptz,
  PRIMARY KEY (account_id, feed_key)
);
CREATE INDEX stock_feed_newest ON stock_feed (account_id, created_at DESC);
SELECT tenant('stock_feed', 'files of quantities that went to Amazon');

CREATE TABLE stock_catalog (
  asin text PRIMARY KEY,
  title text,
  image_url text,
  -- Of the packed item: grams and millimetres
  weight_g int,
  length_mm int,
  width_mm int,
  height_mm int,
  -- Read anew after a month. Amazon does not know every ASIN in every store: then the rest is empty.
  read_at timestamptz NOT NULL
);
SELECT local('stock_catalog', 'what Amazon''s catalogue says of what is sold: names, images, measures');
