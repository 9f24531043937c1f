import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { dropSubscription, keepPushKey, noteSubscription } from './person-store.ts';
import { pushKey, subscriptionsOf } from './person-views.ts';
import type { Posted, Pusher, Subscription, VapidKeys } from './ports.ts';

export type PushDeps = { database: Database; sealing: Sealing; clock: Clock; pusher: Pusher };

export const subscriptionBinding = (endpointHash: string): string => `push subscription ${endpointHash}`;
const keyBinding = 'push key vapid';

/** The key pair by which push services know this desk; made the first time it is asked for. */
export async function vapidKeys({ database, sealing, clock, pusher }: PushDeps): Promise<VapidKeys> {
  const read = () => database.read([], pushKey);
  let row = await read();
  if (!row) {
    const made = pusher.newKeys();
    await database.write([], (tx) => keepPushKey(tx, made.publicKey, sealing.seal(Buffer.from(made.privateKey), keyBinding), clock.now()));
    row = await read();
  }
  if (!row) throw new AppError('INTERNAL', 'the key pair for pushes could not be kept');
  return { publicKey: row.publicKey, privateKey: sealing.open(row.sealed, keyBinding).toString() };
}

/**
 * Pushes to every browser of a person. Sent when one of them took it; browsers that are gone are forgotten. Tried again only
 * when none took it: the topic makes a push that comes twice take its own place.
 */
export async function pushTo(
  deps: PushDeps,
  personId: string,
  messageId: string,
  push: { title: string; text: string; page: string },
): Promise<Posted | { kind: 'pointless' }> {
  const { database, sealing, clock, pusher } = deps;
  const rows = await database.read([], (db) => subscriptionsOf(db, personId));
  if (rows.length === 0) return { kind: 'pointless' };
  const keys = await vapidKeys(deps);
  const body = JSON.stringify({ ...push, tag: messageId });
  const words: string[] = [];
  let taken = 0;
  let isWorthRetry = false;
  for (const { endpointHash, sealed } of rows) {
    const subscription = JSON.parse(sealing.open(sealed, subscriptionBinding(endpointHash)).toString()) as Subscription;
    const outcome = await pusher.send(subscription, keys, { topic: sealing.blind('push topic', messageId), body });
    if (outcome.kind === 'sent') taken += 1;
    if (outcome.kind === 'later') isWorthRetry = true;
    if (outcome.kind === 'later' || outcome.kind === 'refused') words.push(outcome.words);
    await database.write([], (tx) =>
      outcome.kind === 'gone'
        ? dropSubscription(tx, personId, endpointHash)
        : noteSubscription(tx, endpointHash, outcome.kind === 'sent' ? clock.now() : null, outcome.kind === 'sent' ? null : outcome.words),
    );
  }
  if (taken > 0) return { kind: 'sent' };
  if (words.length === 0) return { kind: 'pointless' };
  return { kind: isWorthRetry ? 'later' : 'refused', words: [...new Set(words)].join('; ') };
}
