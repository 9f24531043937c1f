import type { AccountId } from '#src/kernel/ids.ts';
import { blockOf, guardsOf } from '#src/modules/guards/questions.ts';
import { pickStatesOf } from '#src/modules/picking/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { productsOfItems } from './load-order.ts';
import { type CandidateRow, candidateRows, skusOf } from './station-views.ts';

export type Candidate = CandidateRow & { picked: 'all' | 'some' | 'none' };

/** Open orders that hold one of these products: fully picked first, then by deadline. */
export async function ordersWith(db: Db, productIds: readonly string[], freeBefore: Date): Promise<Candidate[]> {
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
  const rank = { all: 0, some: 1, none: 1 };
  return known
    .map((row): Candidate => ({ ...row, picked: picked.get(`${row.accountId} ${row.orderId}`) ?? 'none' }))
    .toSorted((a, b) => rank[a.picked] - rank[b.picked] || (a.shipBy?.getTime() ?? Infinity) - (b.shipBy?.getTime() ?? Infinity));
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
      found.set(`${accountId} ${orderId}`, progress === 'picked' ? 'all' : since === null ? 'none' : 'some');
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
    for (const [orderId, list] of guards) if (blockOf(list)) blocked.add(`${accountId} ${orderId}`);
  }
  return some.find(({ accountId, orderId }) => !blocked.has(`${accountId} ${orderId}`));
}
