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
