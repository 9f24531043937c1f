import type { Db } from '#src/platform/db.ts';
import type { Choice } from './choices.ts';
import type { PersonSettings } from './person-store.ts';

export async function settingsOf(db: Db, personId: string): Promise<PersonSettings | undefined> {
  const [row] = await db.query<PersonSettings>({
    name: 'notices-person',
    text: `SELECT email, digest_hour AS "digestHour", time_zone AS "timeZone", next_digest_at AS "nextDigestAt" FROM notice_person WHERE person_id = $1`,
    values: [personId],
  });
  return row;
}

/** What each of these people chose, by their ids. */
export async function choicesOf(db: Db, personIds: readonly string[]): Promise<Map<string, Choice[]>> {
  const rows = await db.query<Choice & { personId: string }>({
    name: 'notices-choices',
    text: `SELECT person_id AS "personId", kind, channel, mode FROM notice_choice WHERE person_id = ANY($1)`,
    values: [personIds],
  });
  const found = new Map<string, Choice[]>();
  for (const { personId, ...choice } of rows) found.set(personId, [...(found.get(personId) ?? []), choice]);
  return found;
}

export type SubscriptionRow = {
  endpointHash: string;
  label: string;
  sealed: Buffer;
  madeAt: Date;
  lastSentAt: Date | null;
  lastError: string | null;
};

export const subscriptionsOf = (db: Db, personId: string): Promise<SubscriptionRow[]> =>
  db.query<SubscriptionRow>({
    name: 'notices-subscriptions',
    text: `SELECT endpoint_hash AS "endpointHash", label, sealed, made_at AS "madeAt", last_sent_at AS "lastSentAt", last_error AS "lastError"
      FROM push_subscription WHERE person_id = $1 ORDER BY made_at, endpoint_hash LIMIT 50`,
    values: [personId],
  });

/** Which of these people have a browser that takes pushes. */
export async function withBrowser(db: Db, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<{ personId: string }>({
    name: 'notices-with-browser',
    text: 'SELECT DISTINCT person_id AS "personId" FROM push_subscription WHERE person_id = ANY($1)',
    values: [personIds],
  });
  return new Set(rows.map(({ personId }) => personId));
}

export async function pushKey(db: Db): Promise<{ publicKey: string; sealed: Buffer } | undefined> {
  const [row] = await db.query<{ publicKey: string; sealed: Buffer }>({
    name: 'notices-push-key',
    text: `SELECT public_key AS "publicKey", sealed FROM push_key WHERE name = 'vapid'`,
  });
  return row;
}
