import type { Db, Tx } from '../db.ts';

/** A key of the desk as the database holds it. `data` keys wrap data keys and rotate; the one `hash` key makes search hashes. */
export type KeyRow = {
  kind: 'data' | 'hash';
  version: number;
  root: string;
  wrapped: Buffer;
  madeAt: Date;
  madeBy: string;
  /** From when on it seals; null while it is only announced, so that every process reads it first. */
  activeAt: Date | null;
  /** When nothing was left under an older version; null while data keys are wrapped anew. */
  finishedAt: Date | null;
  /** How far the present pass is. */
  walk: Walk | null;
  moved: number;
};

export type Walk = { place: string; after: string[] | null; moved: number };

export const keyRows = (db: Db): Promise<KeyRow[]> =>
  db.query<KeyRow>({
    text: `SELECT kind, version, root, wrapped, made_at AS "madeAt", made_by AS "madeBy", active_at AS "activeAt",
      finished_at AS "finishedAt", walk, moved::int AS moved FROM key_version ORDER BY kind, version`,
  });

/** One process at a time changes the keys; the lock ends with the transaction. */
export async function lockKeys(tx: Tx): Promise<void> {
  await tx.query({ text: `SELECT pg_advisory_xact_lock(hashtextextended('waybill keys', 0))` });
}

export type NewKey = Pick<KeyRow, 'kind' | 'version' | 'root' | 'wrapped' | 'madeAt' | 'madeBy' | 'activeAt' | 'finishedAt'>;

export async function insertKey(tx: Tx, key: NewKey): Promise<void> {
  await tx.query({
    text: `INSERT INTO key_version (kind, version, root, wrapped, made_at, made_by, active_at, finished_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT DO NOTHING`,
    values: [key.kind, key.version, key.root, key.wrapped, key.madeAt, key.madeBy, key.activeAt, key.finishedAt],
  });
  await tx.query({ text: `SELECT pg_notify('waybill_keys', '')` });
}

export async function replaceWrapping(tx: Tx, row: KeyRow, root: string, wrapped: Buffer): Promise<void> {
  await tx.query({
    text: 'UPDATE key_version SET root = $4, wrapped = $5 WHERE kind = $1 AND version = $2 AND wrapped = $3',
    values: [row.kind, row.version, row.wrapped, root, wrapped],
  });
}

export async function saveWalk(tx: Tx, version: number, walk: Walk | null, moved: number): Promise<void> {
  await tx.query({
    text: `UPDATE key_version SET walk = $2, moved = moved + $3 WHERE kind = 'data' AND version = $1`,
    values: [version, walk && JSON.stringify(walk), moved],
  });
}

export async function activateKey(tx: Tx, version: number, at: Date): Promise<void> {
  await tx.query({
    text: `UPDATE key_version SET active_at = $2 WHERE kind = 'data' AND version = $1 AND active_at IS NULL`,
    values: [version, at],
  });
  await tx.query({ text: `SELECT pg_notify('waybill_keys', '')` });
}

export async function finishRotation(tx: Tx, version: number, at: Date): Promise<void> {
  await tx.query({
    text: `UPDATE key_version SET finished_at = $2, walk = NULL WHERE kind = 'data' AND version = $1`,
    values: [version, at],
  });
}
