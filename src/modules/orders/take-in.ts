import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import {
  type BlindHashes,
  contentHash,
  type Held,
  heldPersonal,
  maskBuyer,
  type PersonalData,
  type PersonalRow,
  placeOf,
  sealPersonal,
  setPurgeAt,
  storePersonal,
} from '#src/modules/vault/index.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { addressHash } from './address-hash.ts';
import type { OrderFacts } from './facts.ts';
import { factsHash } from './facts-hash.ts';
import { knownOrders, saveKeys, saveLater, saveOrders, seenOrders } from './intake-store.ts';
import type { KnownOrder, SeenOrder } from './known-order.ts';
import { isKnownByNotice } from './merge-notice.ts';
import { mergeOrder, type NewEvent, settled } from './merge-order.ts';
import type { OrderChange } from './order-change.ts';
import { purgeDate } from './purge-date.ts';
import type { Received, Taken } from './received.ts';
import { type SearchKey, searchKeys } from './search-keys.ts';
import { holdIntake } from './store.ts';

/**
 * Whoever has to act on what came in, in the same transaction: judges writes, proves completeness … Hears of every order
 * of a batch, also of those that told nothing new.
 */
export type OnTaken = (tx: Tx, accountId: AccountId, taken: readonly Taken[]) => Promise<void>;

export type IntakeDeps = { database: Database; sealing: Sealing; clock: Clock; onTaken: readonly OnTaken[] };

/**
 * Takes a batch of answers of one account in: compares each with what is known and, in one transaction, upserts
 * orders, items, packages and keys, seals personal data, keeps the raw answer, appends events and moves the counts.
 * The answer has one entry per order of the batch. `also` joins the same transaction (a watermark, a hydrate row).
 * Batches of 50 to 500 are quick; an order may stand in a batch more than once.
 */
export async function takeIn(
  { database, sealing, clock, onTaken }: IntakeDeps,
  accountId: AccountId,
  batch: readonly Received[],
  also?: (tx: Tx, taken: readonly Taken[]) => Promise<void>,
): Promise<Taken[]> {
  const prepared = latest(batch).map((received) => prepare(sealing, received));
  return database.write([accountId], async (tx) => {
    const [, seen] = await Promise.all([holdIntake(tx, accountId), seenOrders(tx, accountId, prepared.map(idOf))]);
    const nothingNew = ({ received, hash }: Prepared) => {
      const before = seen.get(received.facts.orderId);
      return before && settled(before, received.facts, hash);
    };
    const closer = prepared.filter((each) => seen.has(idOf(each)) && !nothingNew(each)).map(idOf);
    const [known, held] = await Promise.all([knownOrders(tx, accountId, closer), heldPersonal(tx, accountId, closer)]);
    const now = clock.now();
    const taken: Taken[] = [];
    const changes: OrderChange[] = [];
    const later: { orderId: string; updatedAt: Date }[] = [];
    const secrets: Secret[] = [];
    const purges: { orderId: string; purgeAt: Date | null }[] = [];
    for (const each of prepared) {
      const { facts } = each.received;
      const atFirstSight = seen.get(facts.orderId);
      const same = nothingNew(each);
      if (atFirstSight && same) {
        const isLater = same === 'unchanged' && facts.updatedAt > atFirstSight.updatedAt;
        if (isLater) later.push({ orderId: facts.orderId, updatedAt: facts.updatedAt });
        taken.push(takenOf(isLater ? { ...atFirstSight, updatedAt: facts.updatedAt } : atFirstSight, same, facts.source));
        continue;
      }
      const before = known.get(facts.orderId);
      const merged = mergeOrder(before, facts, { ...each, addressHash: addressHash(sealing, facts) });
      if (merged.kind === 'older' || merged.kind === 'unchanged') {
        if (before) taken.push({ ...takenOf(before, merged.kind, facts.source), behind: isBehind(before, facts) });
        continue;
      }
      const { order } = merged;
      const purgeAt = purgeDate(order);
      const isGone = before?.personal === 'purged' || (purgeAt !== null && purgeAt <= now);
      const change = changeOf(order, before, merged, isGone ? withoutBuyer(each.received) : each.received);
      if (isGone) forgetPersonal(order);
      else if (isNewToVault(sealing, facts, held.get(facts.orderId)))
        secrets.push({ change, personal: facts.personal, held: held.get(facts.orderId), purgeAt });
      else if (held.has(facts.orderId)) purges.push({ orderId: facts.orderId, purgeAt });
      taken.push({
        ...takenOf(order, merged.kind, facts.source, order.items),
        behind: before !== undefined && isBehind(before, facts),
        noticed: isKnownByNotice(order),
      });
      changes.push(change);
    }
    const saveSealed = async () => {
      const sealed = sealAll(sealing, accountId, secrets, now);
      await Promise.all([saveKeys(tx, accountId, changes), storePersonal(tx, accountId, sealed), setPurgeAt(tx, accountId, purges)]);
    };
    // While the database writes the orders, their personal data is sealed.
    await Promise.all([saveOrders(tx, accountId, changes, now), saveSealed(), saveLater(tx, accountId, later)]);
    if (taken.length > 0) for (const act of onTaken) await act(tx, accountId, taken);
    await also?.(tx, taken);
    return taken;
  });
}

/** Of several answers about one order the newest and deepest. */
function latest(batch: readonly Received[]): Received[] {
  const byId = new Map<string, Received>();
  for (const received of batch) {
    const other = byId.get(received.facts.orderId);
    if (!other || outranks(received.facts, other.facts)) byId.set(received.facts.orderId, received);
  }
  // One order everywhere: two intakes can never wait for each other crosswise.
  return [...byId.values()].sort((a, b) => (a.facts.orderId < b.facts.orderId ? -1 : 1));
}

const outranks = (a: OrderFacts, b: OrderFacts) => {
  const byTime = a.updatedAt.getTime() - b.updatedAt.getTime();
  return byTime > 0 || (byTime === 0 && a.depth === 'full');
};

type Prepared = { received: Received; hash: string; mask: string | null; shipTo: string | null };

const idOf = ({ received }: Prepared) => received.facts.orderId;

function prepare(sealing: Sealing, received: Received): Prepared {
  const { facts } = received;
  const name = facts.personal?.recipient?.name ?? facts.personal?.buyerName;
  return { received, hash: factsHash(sealing, facts), mask: maskBuyer(name, facts.shipTo), shipTo: placeOf(facts.shipTo) || null };
}

function changeOf(
  order: KnownOrder,
  before: KnownOrder | undefined,
  merged: { events: NewEvent[]; items: OrderChange['items'] },
  received: Received,
): OrderChange {
  const keys = searchKeys(order);
  const old = before ? searchKeys(before) : [];
  const moved = before !== undefined && before.purchasedAt.getTime() !== order.purchasedAt.getTime();
  return {
    order,
    before,
    events: merged.events,
    keys: moved ? keys : without(keys, old),
    goneKeys: moved ? old : without(old, keys),
    moved,
    items: merged.items,
    raw: { source: received.facts.source, body: received.raw, requestId: received.requestId ?? null },
  };
}

/** Most changes of an order change nothing of its buyer. */
const isNewToVault = (sealing: Sealing, facts: OrderFacts, held: Held | undefined): facts is OrderFacts & { personal: PersonalData } =>
  facts.personalState === 'given' && facts.personal !== undefined && held?.contentHash !== contentHash(sealing, facts.personal);

/** Personal data on its way into the vault, and the change whose search keys follow its hashes. */
type Secret = { change: OrderChange; personal: PersonalData; held: Held | undefined; purgeAt: Date | null };

function sealAll(sealing: Sealing, accountId: AccountId, secrets: readonly Secret[], now: Date): PersonalRow[] {
  return secrets.map(({ change, personal, held, purgeAt }) => {
    const { orderId } = change.order;
    const sealed = sealPersonal(sealing, accountId, orderId, personal);
    const keys = personalKeys(sealed.hashes);
    const old = held ? personalKeys(held.hashes) : [];
    change.keys.push(...without(keys, old));
    change.goneKeys.push(...without(old, keys));
    return { ...sealed, orderId, storedAt: now, purgeAt };
  });
}

/** What was purged, or is past its date, is not taken in again, whatever Amazon still shows. */
function forgetPersonal(order: KnownOrder): void {
  if (order.personal === 'given') order.personal = 'purged';
  order.buyerMask = null;
  order.shipTo = null;
  order.addressHash = null;
}

function withoutBuyer(received: Received): Received {
  if (typeof received.raw !== 'object' || received.raw === null || Array.isArray(received.raw)) return received;
  const { buyer: _buyer, recipient: _recipient, ...raw } = received.raw as Record<string, unknown>;
  return { ...received, raw };
}

const without = (list: readonly SearchKey[], others: readonly SearchKey[]): SearchKey[] =>
  list.filter((key) => !others.some((other) => other.kind === key.kind && other.key === key.key));

const personalKeys = (hashes: BlindHashes): SearchKey[] => [
  ...hashes.mail.map((key) => ({ kind: 'mail' as const, key })),
  ...hashes.name.map((key) => ({ kind: 'name' as const, key })),
];

const takenOf = (order: SeenOrder, outcome: Taken['outcome'], source: string, items: Taken['items'] = []): Taken => ({
  orderId: order.orderId,
  source,
  marketplaceId: order.marketplaceId,
  purchasedAt: order.purchasedAt,
  outcome,
  status: order.status,
  fulfilledBy: order.fulfilledBy,
  depth: order.depth,
  shipBy: order.shipBy,
  updatedAt: order.updatedAt,
  cancelRequested: order.cancelRequestedAt !== null,
  behind: false,
  noticed: false,
  items,
});

/** A notification tells less than the change that it is about, so the report that shows the same change shows more. */
const isBehind = (known: KnownOrder, { source, updatedAt }: OrderFacts): boolean =>
  (source === 'report' || source === 'file') &&
  known.depth === 'full' &&
  (updatedAt > known.updatedAt || (updatedAt.getTime() === known.updatedAt.getTime() && isKnownByNotice(known)));
