import type { Tx } from '#src/platform/db.ts';
import type { BoxBody, PackSettings, StationBody } from './contract.ts';

export async function saveSettings(tx: Tx, settings: PackSettings): Promise<void> {
  const { tolerancePercent, toleranceGrams, weigh, needsBox, needsPhoto, label, finishSingles, lockMinutes } = settings;
  await tx.query({
    text: `UPDATE pack_setting SET tolerance_percent = $1, tolerance_grams = $2, weigh = $3, needs_box = $4, needs_photo = $5, label = $6,
      finish_singles = $7, lock_minutes = $8`,
    values: [tolerancePercent, toleranceGrams, weigh, needsBox, needsPhoto, label, finishSingles, lockMinutes],
  });
}

/** False where another has the name, or there is none of this id. */
export async function saveStation(tx: Tx, stationId: string | undefined, { name, locationId, active }: StationBody): Promise<boolean> {
  const rows =
    stationId === undefined
      ? await tx.query({
          text: 'INSERT INTO pack_station (name, location_id, active) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING station_id',
          values: [name, locationId, active],
        })
      : await tx.query({
          text: `UPDATE pack_station SET name = $1, location_id = $2, active = $3
            WHERE station_id = $4 AND NOT EXISTS (SELECT FROM pack_station o WHERE o.name = $1 AND o.station_id <> $4) RETURNING station_id`,
          values: [name, locationId, active, stationId],
        });
  return rows.length > 0;
}

/** False where another has the name or code, or there is none of this id. */
export async function saveBox(tx: Tx, boxId: string | undefined, box: BoxBody): Promise<boolean> {
  const values = [box.name, box.code, box.inner, box.outer, box.tare, box.maxWeight, box.active];
  const rows =
    boxId === undefined
      ? await tx.query({
          text: `INSERT INTO pack_box (name, code, inner_size, outer_size, tare, max_weight, active) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT DO NOTHING RETURNING box_id`,
          values,
        })
      : await tx.query({
          text: `UPDATE pack_box SET name = $1, code = $2, inner_size = $3, outer_size = $4, tare = $5, max_weight = $6, active = $7
            WHERE box_id = $8 AND NOT EXISTS (SELECT FROM pack_box o WHERE (o.name = $1 OR o.code = $2) AND o.box_id <> $8) RETURNING box_id`,
          values: [...values, boxId],
        });
  return rows.length > 0;
}
