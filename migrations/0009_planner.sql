-- Who waits for a token of an operation, by purpose: {"sweep": {"since", "until", "calls"}}, times in epoch milliseconds. Written
-- under the lock of the row, so that all processes see one queue.
ALTER TABLE quota_bucket ADD COLUMN waiting jsonb NOT NULL DEFAULT '{}';

-- What the tokens were spent on: one row per operation, purpose and slot of ten minutes, kept for two days.
CREATE TABLE quota_spent (
  account_id bigint NOT NULL,
  operation text NOT NULL,
  slot timestamptz NOT NULL,
  purpose text NOT NULL,
  calls int NOT NULL,
  PRIMARY KEY (account_id, operation, slot, purpose)
);
SELECT tenant('quota_spent', 'what the calls to Amazon were for');
ALTER TABLE quota_spent ADD FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE;

-- The hours of a day that is not closed: [{"hour", "held", "seen"}], by the local clock of the store.
ALTER TABLE ledger_day ADD COLUMN hours jsonb NOT NULL DEFAULT '[]';

-- Of an order without a deadline nothing but its number is known: it comes first.
DROP INDEX hydrate_next;
CREATE INDEX hydrate_next ON hydrate (account_id, priority, deadline NULLS FIRST, order_id);

-- Since when a stream covers all that changed: what is older was never in it, so it cannot have been left out of it.
ALTER TABLE sync_stream ADD COLUMN began_at timestamptz;
UPDATE sync_stream SET began_at = watermark;
