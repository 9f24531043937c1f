import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { unstageUnits } from '#src/modules/inventory/index.ts';
import { stagedOf } from '#src/modules/inventory/questions.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import type { Db } from '#src/platform/db.ts';
import type { PutBack, PutBackBody } from './contract.ts';
import type { PickingDeps } from './make-wave.ts';
import { appendPicks, beginDeed, changeLines } from './pick-store.ts';
import { binRow, pickedLines, stagedRows } from './pick-views.ts';
import { sinceOf, tellOrders } from './site.ts';
import { freeTotes } from './store.ts';
import { blocksOf, keyOf } from './wave-choice.ts';

/**
 * Units of an order lie in a bin again: it was cancelled or held after they were fetched, or goes out from elsewhere. The same
 * key twice does it once. Gives whether it was done now. Throws NOT_FOUND for an unknown bin, NOT_ALLOWED_NOW where fewer of
 * the order lie at the packing place of the bin's location.
 */
export async function putUnitsBack({ database, clock }: PickingDeps, body: PutBackBody, person: string): Promise<boolean> {
  const { key, accountId, orderId, itemId, productId, binId, quantity } = body;
  return database.write([accountId], async (tx) => {
    const now = clock.now();
    if (!(await beginDeed(tx, { key, waveId: null, kind: 'put-back', person }, now))) return false;
    await holdIntake(tx, accountId);
    const bin = await binRow(tx, binId);
    if (!bin || bin.staging) throw new AppError('NOT_FOUND', 'binId: there is no such bin to put units into');
    const units = { accountId, orderId, itemId, productId, locationId: bin.locationId, binId, quantity };
    await unstageUnits(tx, `put back ${key}`, [units], person, now);
    let rest = quantity;
    const back = (await pickedLines(tx, accountId, body)).flatMap((line) => {
      const share = Math.min(rest, line.picked);
      rest -= share;
      return share > 0 ? [{ ...line, share }] : [];
    });
    await changeLines(
      tx,
      back.map(({ lineId, share }) => ({ accountId, lineId, picked: -share })),
    );
    await appendPicks(
      tx,
      back.map(({ lineId, waveId, share }) => ({
        accountId,
        key,
        waveId,
        lineId,
        orderId,
        itemId,
        productId,
        binId,
        kind: 'put-back',
        quantity: share,
        tote: null,
        person,
      })),
      now,
    );
    if ((await stagedOf(tx, accountId, [orderId])).length === 0) await freeTotes(tx, accountId, [orderId]);
    await tellOrders({ tx, person, now }, 'pick.put-back', [{ accountId, orderId }], () => ({ units: quantity, bin: bin.name }));
    return true;
  });
}

/** What must be put back at a location: no longer promised to its order, or of an order that something stands against. */
export async function putBacksOf(db: Db, accounts: readonly AccountId[], locationId: string): Promise<PutBack[]> {
  const rows = await stagedRows(db, accounts, locationId);
  const blocks = await blocksOf(db, rows, await sinceOf(db, rows));
  return rows.flatMap(({ promised, units, ...row }) => {
    const block = blocks.get(keyOf(row)) ?? null;
    const back = block ? units : units - promised;
    return back > 0 ? [{ ...row, units: back, block }] : [];
  });
}
