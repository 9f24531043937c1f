import type { AccountId } from '#src/kernel/ids.ts';
import { blockOf, guardsOf } from '#src/modules/guards/questions.ts';
import { pickStatesOf } from '#src/modules/picking/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { leaveTimes, placeKey } from './leaving.ts';
import { productsOfItems } from './load-order.ts';
import { type CandidateRow, candidateRows, candidatesByOrder, skusOf } from './station-views.ts';

export type Candidate = CandidateRow & { picked: 'all' | 'some' | 'none'; leaveBy: Date | null };

/** Where and when somebody looks for orders. */
type Here = { locationId: string | null; now: Date; freeBefore: Date };

/** Open orders that hold one of these products: fully picked first, then the one that must leave first. */
export async function ordersWith(db: Db, productIds: readonly string[], here: Here): Promise<Candidate[]> {
  const { freeBefore } = here;
  const { products, partsOf } = await productsOfItems(
    db,
    productIds.map((productId) => ({ productId })),
  );
  const bundles = productIds.filter((id) => products.get(id)?.kind === 'bundle');
  const plain = productIds.filter((id) => !bundles.includes(id));
  const rows = plain.length > 0 ? await candidateRows(db, plain, null, freeBefore) : [];
  // Orders claim the parts of a bundle; one part of each bundle finds them, its SKUs tell them from orders of the part alone.
  const firstParts = bundles.flatMap((id) => [...(partsOf.get(id)?.keys() ?? [])].slice(0, 1));
  if (firstParts.length > 0) rows.push(...(await candidateRows(db, firstParts, await skusOf(db, bundles), freeBefore)));
  const known = [...new Map(rows.map((row) => [`${row.accountId} ${row.orderId}`, row])).values()];
  const picked = await pickedOf(db, known);
  const pickOf = (row: CandidateRow) => picked.get(placeKey(row)) ?? 'none';
  const rank = { all: 0, some: 1, none: 1 };
  const due = ({ shipBy }: CandidateRow) => shipBy?.getTime() ?? Infinity;
  // When they leave is reckoned for more than anybody looks at, not for hundreds.
  const first = known.toSorted((a, b) => rank[pickOf(a)] - rank[pickOf(b)] || due(a) - due(b) || 0).slice(0, mostFound);
  const leave = await leaveTimes(db, first, here);
  return first
    .map((row): Candidate => ({ ...row, picked: pickOf(row), leaveBy: leave.get(placeKey(row)) ?? null }))
    .toSorted((a, b) => rank[a.picked] - rank[b.picked] || sooner(a, b));
}

const mostFound = 60;

const sooner = (a: Candidate, b: Candidate): number => (a.leaveBy?.getTime() ?? Infinity) - (b.leaveBy?.getTime() ?? Infinity) || 0;

/** Orders that are named, as those of a tote: the one that must leave first comes first. */
export async function ordersNamed(db: Db, orders: readonly { accountId: AccountId; orderId: string }[], here: Here): Promise<Candidate[]> {
  const [rows, leave] = await Promise.all([candidatesByOrder(db, orders, here.freeBefore), leaveTimes(db, orders, here)]);
  return rows.map((row) => ({ ...row, leaveBy: leave.get(placeKey(row)) ?? null })).toSorted(sooner);
}

async function pickedOf(db: Db, rows: readonly CandidateRow[]): Promise<Map<string, Candidate['picked']>> {
  const found = new Map<string, Candidate['picked']>();
  for (const [accountId, own] of Map.groupBy(rows, (row) => row.accountId)) {
    const states = await pickStatesOf(
      db,
      accountId,
      own.map(({ orderId }) => orderId),
    );
    for (const [orderId, { progress, since }] of states)
      found.set(placeKey({ accountId, orderId }), progress === 'picked' ? 'all' : since === null ? 'none' : 'some');
  }
  return found;
}

/** The first of these that may go on; those with a guard in their way wait for somebody who scans their slip. */
export async function firstFree(db: Db, rows: readonly Candidate[]): Promise<{ accountId: AccountId; orderId: string } | undefined> {
  const some = rows.slice(0, 20);
  const blocked = new Set<string>();
  for (const [accountId, own] of Map.groupBy(some, (row) => row.accountId)) {
    const guards = await guardsOf(
      db,
      accountId,
      own.map(({ orderId }) => orderId),
      { stage: 'pack' },
    );
    for (const [orderId, list] of guards) if (blockOf(list)) blocked.add(placeKey({ accountId, orderId }));
  }
  return some.find(({ accountId, orderId }) => !blocked.has(placeKey({ accountId, orderId })));
}
