-- A keyed hash of all that is sealed of an order, so that the same data is not sealed again whenever the order changes.
ALTER TABLE vault_order ADD COLUMN content_hash text;
