import { createHash } from 'node:crypto';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { firstHash, textOf } from './chain-rules.ts';
import type { actorKinds } from './contract.ts';
import { holdChain, insertEntry, lastEntry } from './store.ts';

/** Who does something, and from which address. */
export type Actor = { kind: (typeof actorKinds)[number]; id: string; place: string };

export type Deed = {
  actor: Actor;
  /** A word with a dot, such as `role.changed`. */
  action: string;
  accountId?: AccountId | null;
  /** The ids of what it is done to; at most 100 are kept, `details.count` says how many there were. */
  subjects?: readonly string[];
  /** Counts, names of fields, reasons. No names, addresses or other personal data, and no secrets. */
  details?: Readonly<Record<string, string>>;
};

const mostSubjects = 100;

/** What no text of an entry may be longer than: they are reasons and ids, not documents. */
const longest = 300;

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Adds an entry to the chain. It must be the last statement of its transaction: until that ends nobody else can add one,
 * and who waits for a row while holding the end of the chain could wait for ever.
 */
export async function record(tx: Tx, at: Date, { actor, action, accountId = null, subjects = [], details = {} }: Deed): Promise<void> {
  await holdChain(tx);
  const last = await lastEntry(tx);
  const counted = subjects.length > mostSubjects ? { count: String(subjects.length), ...details } : details;
  const previous = last?.hash ?? firstHash;
  const entry = {
    seq: String(BigInt(last?.seq ?? 0) + 1n),
    at,
    actorKind: actor.kind,
    actorId: actor.id,
    action,
    accountId,
    subjects: subjects.slice(0, mostSubjects).map(cut),
    details: Object.fromEntries(Object.entries(counted).map(([name, value]) => [name, cut(value)])),
    place: actor.place,
  };
  await insertEntry(tx, { ...entry, previous, hash: digest(textOf(previous, entry)) });
}

/** Cut between characters, and nothing that the database does not hold. */
const cut = (text: string): string => text.slice(0, longest).toWellFormed().replaceAll('\0', '');
