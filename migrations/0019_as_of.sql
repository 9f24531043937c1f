-- Every change before this instant is shown. It stands still while the list is read too slowly to say so (sync/rules.ts, isQuick).
ALTER TABLE sync_stream ADD COLUMN as_of timestamptz;
UPDATE sync_stream SET as_of = watermark WHERE stream = 'sweep' AND finished_at IS NOT NULL;
