import type { AccountId } from '#src/kernel/ids.ts';
import { blocked } from '#src/modules/guards/questions.ts';
import { holdGates } from '#src/modules/inventory/index.ts';
import { appendEvents, type EventEntry, holdIntake } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import { withLeft } from './pick-rules.ts';
import { refused } from './refuse.ts';
import { firstPicks, type OrderKey } from './views.ts';
import { blocksOf, keyOf } from './wave-choice.ts';
import type { HeldWave } from './wave-store.ts';
import { type LineRow, openLineRows, waveOrderRows } from './wave-views.ts';

/** Where and for whom something is done: within one transaction, on one wave, on the orders of the accounts that the person sees. */
export type Site = { tx: Tx; wave: HeldWave; accounts: readonly AccountId[]; person: string; key: string; now: Date };

export type Here = { binId: string; productId: string; order: OrderKey | null };
export type HereLine = LineRow & { left: number };

/**
 * The lines of a product in a bin from which units may be fetched now: of orders that nothing stands against. Holds the orders'
 * accounts, then the product, then the lines, so that nothing of it changes until the transaction ends. Throws a refusal where
 * there are none.
 */
export async function linesHere(site: Site, { binId, productId, order }: Here): Promise<HereLine[]> {
  const { tx, wave, accounts } = site;
  const isMine = (line: OrderKey) => !order || keyOf(line) === keyOf(order);
  const seen = (await openLineRows(tx, accounts, wave.waveId, { binId, productId })).filter(isMine);
  for (const accountId of [...new Set(seen.map((line) => line.accountId))].toSorted()) await holdIntake(tx, accountId);
  await holdGates(tx, [productId]);
  const lines = withLeft((await openLineRows(tx, accounts, wave.waveId, { binId, productId, lock: true })).filter(isMine));
  const held = new Set(seen.map((line) => line.accountId));
  const blocks = await blocksOf(tx, uniqueOrders(lines), await sinceOf(tx, lines));
  const free = lines.filter((line) => line.left > 0 && held.has(line.accountId) && !blocks.has(keyOf(line)));
  if (free.length > 0) return free;
  const [block] = blocks.values();
  if (block) throw blocked(block);
  throw lines.length > 0 ? refused('picking.stop.promise') : refused('picking.no.here');
}

export const uniqueOrders = (lines: readonly OrderKey[]): OrderKey[] => [
  ...new Map(lines.map(({ accountId, orderId }) => [keyOf({ accountId, orderId }), { accountId, orderId }])).values(),
];

/** When the first unit of each order was fetched, by order id; ids of Amazon are unique over accounts that share a desk. */
export async function sinceOf(tx: Pick<Tx, 'accounts' | 'query'>, lines: readonly OrderKey[]): Promise<Map<string, Date>> {
  const since = new Map<string, Date>();
  for (const [accountId, own] of Map.groupBy(uniqueOrders(lines), (line) => line.accountId)) {
    const rows = await firstPicks(
      tx,
      accountId,
      own.map(({ orderId }) => orderId),
    );
    for (const { orderId, at } of rows) since.set(orderId, at);
  }
  return since;
}

/** Tells the timeline of those orders of which nothing is left to be fetched in this wave, and nothing is missing. */
export async function tellPicked(site: Site, orders: readonly OrderKey[]): Promise<void> {
  const { tx, wave, accounts } = site;
  const done = uniqueOrders(orders);
  const rows = await waveOrderRows(
    tx,
    accounts,
    wave.waveId,
    done.map(({ orderId }) => orderId),
  );
  const whole = rows.filter((row) => row.units === row.picked && row.units > 0 && done.some((order) => keyOf(order) === keyOf(row)));
  await tellOrders(site, 'pick.picked', whole, ({ picked }) => ({ units: picked }));
}

/** Appends an event to the timeline of each order, as done by the person. */
export async function tellOrders<Row extends OrderKey>(
  { tx, person, now, wave }: Pick<Site, 'tx' | 'person' | 'now'> & { wave?: HeldWave },
  kind: string,
  rows: readonly Row[],
  dataOf: (row: Row) => Record<string, unknown>,
): Promise<void> {
  for (const [accountId, own] of Map.groupBy(rows, (row) => row.accountId))
    await appendEvents(
      tx,
      accountId,
      own.map(
        (row): EventEntry => ({
          orderId: row.orderId,
          at: now,
          kind,
          origin: 'person',
          actor: person,
          source: 'desk',
          data: { ...(wave ? { wave: wave.name } : {}), ...dataOf(row) },
        }),
      ),
    );
}
