-- Where an order stands, asked for many orders at once: in which batch, on which manifest.
CREATE INDEX label_batch_row_of_order ON label_batch_row (account_id, order_id, batch_id DESC);
CREATE INDEX handover_listed_of_order ON handover_listed (account_id, order_id);

-- What no bin had, looked for every minute.
CREATE INDEX wave_line_short ON wave_line (account_id, order_id) WHERE short > 0;
