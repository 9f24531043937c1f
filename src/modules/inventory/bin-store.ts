import type { Tx } from '#src/platform/db.ts';

/** A bin by its name, made where there is none; `orderWalk` puts a new one into the walk. */
export async function ensureBin(tx: Tx, locationId: string, name: string): Promise<{ binId: string; isNew: boolean }> {
  const [row] = await tx.query<{ binId: string; isNew: boolean }>({
    text: `INSERT INTO stock_bin AS b (location_id, name, walk) SELECT $1, $2, coalesce(max(walk), 0) + 1 FROM stock_bin WHERE location_id = $1
      ON CONFLICT (location_id, name) DO UPDATE SET name = b.name RETURNING bin_id AS "binId", xmax = 0 AS "isNew"`,
    values: [locationId, name],
  });
  return row ?? { binId: '', isNew: false };
}

/** The walk follows the names, their numbers as numbers (`A-2` before `A-10`), and ends at the packing place. */
export async function orderWalk(tx: Tx, locationId: string): Promise<void> {
  await tx.query({ text: `SELECT pg_advisory_xact_lock(hashtextextended('stock walk ' || $1, 0))`, values: [locationId] });
  await tx.query({
    text: `UPDATE stock_bin b SET walk = x.place FROM (
        SELECT bin_id, row_number() OVER (ORDER BY staging, name <> '', (
          SELECT array_agg(CASE WHEN t.part[1] ~ '^[0-9]' THEN lpad(t.part[1], 40, '0') ELSE lower(t.part[1]) END ORDER BY t.at)
          FROM regexp_matches(name, '[0-9]+|[^0-9]+', 'g') WITH ORDINALITY AS t(part, at)), name) - 1 AS place
        FROM stock_bin WHERE location_id = $1) AS x
      WHERE b.bin_id = x.bin_id AND b.walk <> x.place`,
    values: [locationId],
  });
}
