import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database } from '../db.ts';
import type { Again } from '../due.ts';
import { activateKey, finishRotation, type KeyRow, keyRows, saveWalk, type Walk } from './key-versions.ts';
import type { Keyring } from './keyring.ts';
import { type OldPlace, placeName, rewrapRows, sealedPlaces } from './rewrap-rows.ts';

type Deps = {
  database: Database;
  clock: Clock;
  keyring: Keyring;
  accountIds: () => Promise<readonly AccountId[]>;
  old: readonly OldPlace[];
  /** For tests that kill the desk in the middle. */
  onBatch?: () => void;
};

const batchesAtOnce = 20;
/** So long after a version begins to seal, a process that has not heard of it has read it all the same. */
const settleMs = 60_000;

/**
 * Due work `keys` of the desk itself: makes an announced version the one that seals, then brings everything under it, batch
 * by batch, each with its place in the walk in one transaction: a killed desk goes on where it was. A pass that finds nothing
 * ends the rotation; one that found something is followed by another, for what was sealed meanwhile elsewhere.
 */
export const runKeys =
  ({ database, clock, keyring, accountIds, old, onBatch }: Deps) =>
  async (): Promise<Again> => {
    await keyring.reload();
    const target = (await database.read([], keyRows)).findLast(({ kind }) => kind === 'data');
    if (!target || target.finishedAt !== null) return 'rest';
    const now = clock.now();
    if (target.activeAt === null) {
      await database.write([], (tx) => activateKey(tx, target.version, now));
      await keyring.reload();
      return new Date(now.getTime() + settleMs);
    }
    return walkOn({ database, keyring, target, accounts: await accountIds(), old, now, onBatch });
  };

type Step = {
  database: Database;
  keyring: Keyring;
  target: KeyRow;
  accounts: readonly AccountId[];
  old: readonly OldPlace[];
  now: Date;
  onBatch: (() => void) | undefined;
};

async function walkOn({ database, keyring, target, accounts, old, now, onBatch }: Step): Promise<Again> {
  const places = await database.read([], (db) => sealedPlaces(db, accounts));
  let walk: Walk = target.walk ?? { place: '', after: null, moved: 0 };
  let at = places.findIndex((place) => placeName(place) === walk.place);
  // The account or table of the place is gone, or the walk begins: from the first.
  if (at === -1) {
    at = 0;
    walk = { ...walk, after: null };
  }
  for (let batches = 0; batches < batchesAtOnce; batches += 1) {
    const place = places[at];
    if (!place) break;
    const from = walk;
    walk = await database.write(place.account === null ? [] : [place.account], async (tx) => {
      const { moved, after } = await rewrapRows(tx, keyring.sealing, place, from.after, old);
      const next = after ? { place: placeName(place), after } : { place: nameOf(places[at + 1]), after: null };
      const walked = { ...next, moved: from.moved + moved };
      await saveWalk(tx, target.version, walked, moved);
      return walked;
    });
    onBatch?.();
    if (walk.after === null) at += 1;
  }
  if (at < places.length) return now;
  if (walk.moved > 0) {
    await database.write([], (tx) => saveWalk(tx, target.version, null, 0));
    return new Date(now.getTime() + settleMs);
  }
  await database.write([], (tx) => finishRotation(tx, target.version, now));
  return 'rest';
}

const nameOf = (place: Parameters<typeof placeName>[0] | undefined): string => (place ? placeName(place) : '');
