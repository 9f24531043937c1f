-- Labels for people: rules that are tried on the past before they hold, what customs asks of a parcel that leaves the country,
-- and the papers that come with such a label.

ALTER TABLE label_setting
  -- counts the times that other rules came to hold; who changes them says which ones they had before them
  ADD COLUMN rules_version int NOT NULL DEFAULT 0,
  -- rules that are being written; they choose nothing yet
  ADD COLUMN draft jsonb,
  ADD COLUMN draft_by text,
  ADD COLUMN draft_at timestamptz,
  -- what a declaration to customs says of every parcel: contents, who signs, what becomes of it when it cannot be delivered
  ADD COLUMN customs jsonb;

-- What the rules looked at when these rates were asked for, so that other rules can be tried on them.
ALTER TABLE label_quote ADD COLUMN facts jsonb;

CREATE TABLE label_rule_version (
  account_id bigint NOT NULL,
  version int NOT NULL,
  rules jsonb NOT NULL,
  switched_by text NOT NULL,
  switched_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, version)
);
SELECT tenant('label_rule_version', 'the rules of choice as they came to hold, one after the other');

CREATE TABLE label_customs (
  account_id bigint NOT NULL,
  sku text NOT NULL,
  -- digits of the Harmonised System, six to ten
  hs_code text,
  -- ISO 3166 code of the country that it was made in
  origin text,
  -- what it is, in English, as an officer reads it
  description text,
  -- of one unit; without it the price that the buyer paid counts
  value numeric,
  currency text,
  -- net weight of one unit
  grams int CHECK (grams > 0),
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, sku)
);
SELECT tenant('label_customs', 'what customs wants to know of each SKU');

CREATE TABLE label_paper (
  account_id bigint NOT NULL,
  label_id bigint NOT NULL,
  part int NOT NULL,
  order_id text NOT NULL,
  kind text NOT NULL,
  format text NOT NULL CHECK (format IN ('pdf', 'png')),
  sealed bytea NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, label_id, part)
);
CREATE INDEX label_paper_of_order ON label_paper (account_id, order_id);
SELECT tenant('label_paper', 'papers for customs that came with a label, sealed; gone with the personal data of their order');

-- The quote that a label was bought from: what else could have been bought stands there.
ALTER TABLE label ADD COLUMN quote_id bigint;
CREATE INDEX label_of_quote ON label (account_id, quote_id) WHERE quote_id IS NOT NULL;
