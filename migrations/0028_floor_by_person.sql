-- What a person did at a wave, newest first: asked for with every look at the screen of a picker.
CREATE INDEX pick_of_wave ON pick (account_id, wave_id, person, pick_id);

-- Two people may bear one name. Null: packed before the desk kept it.
ALTER TABLE pack_parcel ADD COLUMN packed_by_id text;
CREATE INDEX pack_parcel_by ON pack_parcel (account_id, packed_by_id, packed_at);
