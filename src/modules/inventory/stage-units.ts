import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { holdGates } from './claim-store.ts';
import { allocationsOf, type BinUnits, binsOf, openBins, type StagedUnits, stagedOf } from './claim-views.ts';
import { move, type NewMovement } from './level-store.ts';
import { saveStaged, stagingBin } from './staged-store.ts';

/** Units of one order item, fetched from a bin or put back into one. */
export type Fetched = StagedUnits & { binId: string };

/**
 * Moves fetched units to the packing place of their location: totals, levels and promises stay. The books follow what was
 * fetched: where the bin should hold fewer, the rest is taken from where the location's books have it. The caller holds the
 * orders' accounts. Throws NOT_ALLOWED_NOW where the units are no longer promised to the order here, or the location should
 * hold none.
 */
export async function stageUnits(tx: Tx, entry: string, fetched: readonly Fetched[], by: string, now: Date): Promise<void> {
  const productIds = fetched.map(({ productId }) => productId);
  await holdGates(tx, productIds);
  const [shelves, open] = [await binsOf(tx, productIds), await openBins(tx)];
  const [promised, staged] = await ofOrders(tx, fetched);
  const movements: NewMovement[] = [];
  for (const each of fetched) {
    const promise = promised.find((row) => isSame(row, each))?.quantity ?? 0;
    const row = rowOf(staged, each);
    if (promise - row.quantity < each.quantity)
      throw new AppError('NOT_ALLOWED_NOW', 'orderId: the units are no longer promised to this order here: leave them where they are', {
        data: { reason: 'picking.stop.promise' },
      });
    row.quantity += each.quantity;
    const packing = await stagingBin(tx, each.locationId);
    for (const { binId, quantity } of booked(shelves, open, each)) movements.push(movementOf(entry, 'picked', each, binId, -quantity, by));
    movements.push(movementOf(entry, 'picked', each, packing, each.quantity, by));
  }
  await saveStaged(tx, staged);
  await move(tx, movements, now);
}

/**
 * Moves units from the packing place back into bins, whether they are still promised or not. Gives how many the books moved:
 * fewer where somebody counted fewer there. Throws NOT_ALLOWED_NOW where fewer of the order lie there.
 */
export async function unstageUnits(tx: Tx, entry: string, back: readonly Fetched[], by: string, now: Date): Promise<number> {
  const productIds = back.map(({ productId }) => productId);
  await holdGates(tx, productIds);
  const shelves = await binsOf(tx, productIds);
  const [, staged] = await ofOrders(tx, back);
  const movements: NewMovement[] = [];
  for (const each of back) {
    const row = rowOf(staged, each);
    if (row.quantity < each.quantity)
      throw new AppError('NOT_ALLOWED_NOW', `quantity: ${row.quantity} units of this order lie at the packing place, not ${each.quantity}`);
    row.quantity -= each.quantity;
    const there = shelves.find((bin) => bin.staging && bin.productId === each.productId && bin.locationId === each.locationId);
    const quantity = Math.min(each.quantity, Math.max(0, there?.onHand ?? 0));
    if (!there || quantity === 0) continue;
    there.onHand -= quantity;
    movements.push(
      movementOf(entry, 'unpicked', each, there.binId, -quantity, by),
      movementOf(entry, 'unpicked', each, each.binId, quantity, by),
    );
  }
  await saveStaged(tx, staged);
  await move(tx, movements, now);
  return movements.reduce((n, { quantity }) => n + Math.max(0, quantity), 0);
}

async function ofOrders(tx: Tx, fetched: readonly Fetched[]) {
  const promised: StagedUnits[] = [];
  const staged: StagedUnits[] = [];
  for (const accountId of new Set(fetched.map((each) => each.accountId))) {
    const orderIds = fetched.filter((each) => each.accountId === accountId).map(({ orderId }) => orderId);
    promised.push(...(await allocationsOf(tx, accountId, orderIds)));
    staged.push(...(await stagedOf(tx, accountId, orderIds)));
  }
  return [promised, staged] as const;
}

const isSame = (a: StagedUnits, b: StagedUnits) =>
  a.accountId === b.accountId &&
  a.orderId === b.orderId &&
  a.itemId === b.itemId &&
  a.productId === b.productId &&
  a.locationId === b.locationId;

function rowOf(staged: StagedUnits[], { binId: _binId, ...units }: Fetched): StagedUnits {
  const known = staged.find((row) => isSame(row, units));
  if (known) return known;
  const row = { ...units, quantity: 0 };
  staged.push(row);
  return row;
}

/** Whose books give the units: the bin itself, the one without a name, the others as one walks. `shelves` follows. */
function booked(
  shelves: BinUnits[],
  open: readonly { locationId: string; binId: string }[],
  { productId, locationId, binId, quantity }: Fetched,
) {
  const nameless = open.find((each) => each.locationId === locationId)?.binId;
  const rank = (bin: BinUnits) => (bin.binId === binId ? 0 : bin.binId === nameless ? 1 : 2);
  const bins = shelves
    .filter((bin) => bin.productId === productId && bin.locationId === locationId && !bin.staging && bin.onHand > 0)
    .toSorted((a, b) => rank(a) - rank(b));
  const given: { binId: string; quantity: number }[] = [];
  let left = quantity;
  for (const bin of bins) {
    const units = Math.min(left, bin.onHand);
    if (units === 0) break;
    bin.onHand -= units;
    left -= units;
    given.push({ binId: bin.binId, quantity: units });
  }
  if (left > 0)
    throw new AppError('NOT_ALLOWED_NOW', 'quantity: by the books the location holds fewer of these units: count the bin first', {
      data: { reason: 'picking.stop.books' },
    });
  return given;
}

const movementOf = (
  entry: string,
  kind: 'picked' | 'unpicked',
  { productId, locationId, accountId, orderId }: { productId: string; locationId: string; accountId: AccountId; orderId: string },
  binId: string,
  quantity: number,
  person: string,
): NewMovement => ({ entry, kind, productId, locationId, binId, quantity, reason: '', person, ref: '', accountId, orderId });
