-- Beside another tool the desk only looks: while `read_only_since` stands, nothing of the account goes to Amazon.
ALTER TABLE account ADD COLUMN read_only_since timestamptz, ADD COLUMN read_only_by text;

CREATE TABLE account_mode (
  account_id bigint NOT NULL,
  mode_id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  read_only boolean NOT NULL,
  actor text NOT NULL,
  PRIMARY KEY (account_id, mode_id)
);
SELECT tenant('account_mode', 'who switched the read-only mode on and off, and when');
ALTER TABLE account_mode ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;
REVOKE UPDATE ON account_mode FROM waybill_desk;

-- Told by its own list of orders, as people import it. The earliest time told of an order counts.
CREATE TABLE parallel_order (
  account_id bigint NOT NULL,
  order_id text NOT NULL,
  taken_at timestamptz NOT NULL,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, order_id)
);
SELECT tenant('parallel_order', 'the orders that the other tool has, and since when');
ALTER TABLE parallel_order ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;
