import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { type AllocationChange, saveAllocations, saveClaims } from './claim-store.ts';
import { allocationsOf, binsOf, type HeldAllocation, type HeldClaim, levelsOf, openBins, stagedOf } from './claim-views.ts';
import { changeLevels, type LevelChange, move, type NewMovement } from './level-store.ts';
import type { ClaimChange } from './plan-claims.ts';
import { putBack, type Shelf, takeOff } from './shelf-rules.ts';
import { saveStaged } from './staged-store.ts';

/**
 * Writes changed claims, with what follows for shelves: units that left are taken off, from the promised location first;
 * promises that nobody wants any more are taken back. The caller holds the account's intake and the products' gates.
 */
export async function settleClaims(tx: Tx, accountId: AccountId, changes: readonly ClaimChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const rowOf = ({ before, after }: ClaimChange, allocated: number): HeldClaim => ({
    orderId: before.orderId,
    itemId: before.itemId,
    productId: before.productId,
    sku: after.sku,
    reserved: after.reserved,
    allocated,
    consumed: after.consumed,
    kept: after.kept,
    keptAt: before.keptAt ?? (after.kept > 0 ? now : null),
  });
  const plain = changes.every(({ before, after, isNew }) => isNew && after.consumed === before.consumed);
  if (plain)
    return saveClaims(
      tx,
      accountId,
      changes.map((change) => rowOf(change, 0)),
      now,
    );

  const orderIds = [...new Set(changes.map(({ before }) => before.orderId))];
  const productIds = [...new Set(changes.map(({ before }) => before.productId))];
  const moves = changes.some(({ before, after }) => before.consumed !== after.consumed);
  const [allocations, levels, bins, open, fetched] = await Promise.all([
    allocationsOf(tx, accountId, orderIds),
    moves ? levelsOf(tx, productIds) : [],
    moves ? binsOf(tx, productIds) : [],
    moves ? openBins(tx) : [],
    moves ? stagedOf(tx, accountId, orderIds) : [],
  ]);
  const shelf: Shelf = { levels: levels.map((level) => ({ ...level })), bins: bins.map((bin) => ({ ...bin })), open };
  const levelChanges: LevelChange[] = [];
  const allocationChanges: AllocationChange[] = [];
  const movements: NewMovement[] = [];
  const rows = changes.map((change) => {
    const { before, after } = change;
    const own = allocations.filter((each) => isOf(each, before)).map((each) => ({ ...each }));
    const promisedBefore = new Map(own.map(({ locationId, quantity }) => [locationId, quantity]));
    const used = after.consumed - before.consumed;
    const staged = fetched.filter((each) => isOf(each, before));
    const places = used > 0 ? takeOff(shelf, before.productId, used, own, staged) : used < 0 ? putBack(shelf, before.productId, -used) : [];
    for (const { locationId, binId, quantity } of places)
      movements.push({
        entry: `order ${accountId} ${before.orderId} ${now.getTime()}`,
        kind: used > 0 ? 'shipped' : 'unshipped',
        productId: before.productId,
        locationId,
        binId,
        quantity: used > 0 ? -quantity : quantity,
        reason: '',
        person: '',
        ref: '',
        accountId,
        orderId: before.orderId,
      });
    takeBack(own, own.reduce((n, { quantity }) => n + quantity, 0) - after.reserved);
    for (const { locationId, quantity } of own) {
      const change = quantity - (promisedBefore.get(locationId) ?? 0);
      if (change === 0) continue;
      levelChanges.push({ productId: before.productId, locationId, onHand: 0, allocated: change });
      allocationChanges.push({
        accountId,
        orderId: before.orderId,
        itemId: before.itemId,
        productId: before.productId,
        locationId,
        quantity,
      });
    }
    return rowOf(
      change,
      own.reduce((n, { quantity }) => n + quantity, 0),
    );
  });
  await saveAllocations(tx, allocationChanges, '', now);
  await saveStaged(tx, fetched);
  await changeLevels(tx, levelChanges);
  await saveClaims(tx, accountId, rows, now);
  await move(tx, movements, now);
}

/** Of an allocation or of fetched units, which have the same shape. */
const isOf = (allocation: HeldAllocation, claim: { orderId: string; itemId: string; productId: string }) =>
  allocation.orderId === claim.orderId && allocation.itemId === claim.itemId && allocation.productId === claim.productId;

/** Takes units back from the last promises first. */
function takeBack(own: { quantity: number }[], units: number): void {
  let left = units;
  for (const promise of own.toReversed()) {
    const taken = Math.min(Math.max(0, left), promise.quantity);
    promise.quantity -= taken;
    left -= taken;
  }
}
