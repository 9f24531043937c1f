-- Under row-level security an index serves only comparisons that cannot leak; those of numeric, of arrays, of text search and
-- of expressions are not among them. So what may be missing or is numeric gets a column to be compared by: totals in
-- thousandths, -1 where there is none; deadlines with those that have none at the end.
ALTER TABLE orders ADD COLUMN total_sort bigint NOT NULL GENERATED ALWAYS AS (COALESCE((total * 1000)::bigint, -1)) STORED,
  ADD COLUMN ship_by_sort timestamptz NOT NULL GENERATED ALWAYS AS (COALESCE(ship_by, 'infinity')) STORED;
DROP INDEX orders_by_total;
CREATE INDEX orders_by_total ON orders (account_id, total_sort DESC, purchased_at DESC, order_id DESC);

-- Words of titles are looked for among the products of an account, which are few; that index could never be used.
DROP INDEX product_words;
ALTER TABLE product DROP COLUMN words;

-- Open orders by deadline are what a warehouse looks at; without a status all of them are merged.
DROP INDEX orders_by_ship_by;
CREATE INDEX orders_by_ship_by ON orders (account_id, status, ship_by_sort, order_id);

-- What few orders have is found without passing by all the others. None of these is written for an ordinary order.
CREATE INDEX orders_by_write ON orders (account_id, write_state, purchased_at DESC, order_id DESC) WHERE write_state IS NOT NULL;
CREATE INDEX orders_by_type ON orders (account_id, order_type, purchased_at DESC, order_id DESC) WHERE order_type <> 'StandardOrder';
CREATE INDEX orders_by_ship_service ON orders (account_id, ship_service, purchased_at DESC, order_id DESC) WHERE ship_service IS NOT NULL;
CREATE INDEX orders_by_assignee ON orders (account_id, assignee, purchased_at DESC, order_id DESC) WHERE assignee IS NOT NULL;
CREATE INDEX orders_marked ON orders (account_id, purchased_at DESC, order_id DESC)
  WHERE assignee IS NOT NULL OR cancel_requested_at IS NOT NULL OR replaces_order_id IS NOT NULL OR notes > 0 OR tags <> '{}';
CREATE INDEX orders_business ON orders (account_id, purchased_at DESC, order_id DESC) WHERE programs @> '{AMAZON_BUSINESS}';
CREATE INDEX orders_in_programmes ON orders (account_id, purchased_at DESC, order_id DESC) WHERE NOT programs <@ '{PRIME,AMAZON_BUSINESS}';
CREATE INDEX orders_unmatched ON orders (account_id, purchased_at DESC, order_id DESC) WHERE depth = 'skeleton';
CREATE INDEX order_item_special ON order_item (account_id, order_id) WHERE gift OR customised;
