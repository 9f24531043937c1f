import type { Tx } from '#src/platform/db.ts';
import type { Choice } from './choices.ts';

export type PersonSettings = { email: string | null; digestHour: number; timeZone: string; nextDigestAt: Date };

/** What a person has set; a person who is new gets `usual`. */
export async function ensurePerson(tx: Tx, personId: string, usual: PersonSettings): Promise<PersonSettings> {
  await tx.query({
    name: 'notices-person-new',
    text: `INSERT INTO notice_person (person_id, email, digest_hour, time_zone, next_digest_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    values: [personId, usual.email, usual.digestHour, usual.timeZone, usual.nextDigestAt],
  });
  const [row] = await tx.query<PersonSettings>({
    name: 'notices-person-held',
    text: `SELECT email, digest_hour AS "digestHour", time_zone AS "timeZone", next_digest_at AS "nextDigestAt" FROM notice_person WHERE person_id = $1`,
    values: [personId],
  });
  return row ?? usual;
}

export async function savePerson(tx: Tx, personId: string, settings: PersonSettings): Promise<void> {
  await tx.query({
    text: `INSERT INTO notice_person (person_id, email, digest_hour, time_zone, next_digest_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (person_id) DO UPDATE SET email = excluded.email, digest_hour = excluded.digest_hour, time_zone = excluded.time_zone,
        next_digest_at = excluded.next_digest_at`,
    values: [personId, settings.email, settings.digestHour, settings.timeZone, settings.nextDigestAt],
  });
}

export async function saveNextDigest(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx.query({ text: 'UPDATE notice_person SET next_digest_at = $2 WHERE person_id = $1', values: [personId, at] });
}

export async function saveChoices(tx: Tx, personId: string, choices: readonly Choice[]): Promise<void> {
  await tx.query({
    text: `INSERT INTO notice_choice (person_id, kind, channel, mode)
      SELECT $1, x.kind, x.channel, x.mode FROM json_to_recordset($2::json) AS x(kind text, channel text, mode text)
      ON CONFLICT (person_id, kind, channel) DO UPDATE SET mode = excluded.mode`,
    values: [personId, JSON.stringify(choices)],
  });
}

/** The subscription of a browser; the same browser again takes its own place. */
export async function saveSubscription(
  tx: Tx,
  row: { endpointHash: string; personId: string; label: string; sealed: Buffer; at: Date },
): Promise<void> {
  await tx.query({
    text: `INSERT INTO push_subscription (endpoint_hash, person_id, label, sealed, made_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (endpoint_hash) DO UPDATE SET person_id = excluded.person_id, label = excluded.label, sealed = excluded.sealed, last_error = NULL`,
    values: [row.endpointHash, row.personId, row.label, row.sealed, row.at],
  });
}

export async function dropSubscription(tx: Tx, personId: string, endpointHash: string): Promise<void> {
  await tx.query({
    text: 'DELETE FROM push_subscription WHERE endpoint_hash = $1 AND person_id = $2',
    values: [endpointHash, personId],
  });
}

export async function noteSubscription(tx: Tx, endpointHash: string, at: Date | null, lastError: string | null): Promise<void> {
  await tx.query({
    text: 'UPDATE push_subscription SET last_sent_at = coalesce($2, last_sent_at), last_error = $3 WHERE endpoint_hash = $1',
    values: [endpointHash, at, lastError],
  });
}

/** Keeps the key pair unless there is one: two desks that start together agree on one. */
export async function keepPushKey(tx: Tx, publicKey: string, sealed: Buffer, at: Date): Promise<void> {
  await tx.query({
    text: `INSERT INTO push_key (name, public_key, sealed, made_at) VALUES ('vapid', $1, $2, $3) ON CONFLICT DO NOTHING`,
    values: [publicKey, sealed, at],
  });
}
