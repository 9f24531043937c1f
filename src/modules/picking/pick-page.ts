import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import type { PickStop, PickView } from './contract.ts';
import { withLeft } from './pick-rules.ts';
import { lastKeys, lastPicks } from './pick-views.ts';
import { putBacksOf } from './put-back.ts';
import { sinceOf, uniqueOrders } from './site.ts';
import { blocksOf, keyOf } from './wave-choice.ts';
import { viewOf } from './wave-pages.ts';
import { barcodeRows, type LineRow, openLineRows, visitRows, waveOrderRows, waveRows } from './wave-views.ts';

/** So long somebody counts as standing at the bin that they scanned last. */
const visitMs = 5 * 60_000;

type Left = LineRow & { left: number };

/** All that the screen of a picker shows of a wave: where to go next, what to leave, what to put back. Throws NOT_FOUND. */
export async function pickViewOf(
  db: Db,
  accounts: readonly AccountId[],
  waveId: string,
  { person, now }: { person: string; now: Date },
): Promise<PickView> {
  const [wave] = await waveRows(db, accounts, { waveId, limit: 1 });
  if (!wave) throw new AppError('NOT_FOUND', `there is no wave ${waveId}`);
  // Asked for before the lines: whatever it names, they have.
  const done = await lastKeys(db, accounts, waveId, person);
  const orders = (await waveOrderRows(db, accounts, waveId)).filter(({ open }) => open);
  const lines = await openLineRows(db, accounts, waveId);
  const blocks = await blocksOf(db, orders, await sinceOf(db, orders));
  const left = withLeft(lines);
  const open = left.filter((line) => line.left > 0 && !blocks.has(keyOf(line)));
  const barcodes = Map.groupBy(await barcodeRows(db, [...new Set(open.map(({ productId }) => productId))]), ({ productId }) => productId);
  const visits = new Map(
    (await visitRows(db, waveId)).flatMap((visit) =>
      visit.person !== person && now.getTime() - visit.at.getTime() < visitMs ? [[visit.binId, visit.person]] : [],
    ),
  );
  const last = await lastPicks(db, accounts, waveId, person);
  const leftOf = (key: string) => open.reduce((n, line) => n + (keyOf(line) === key ? line.left : 0), 0);
  return {
    wave: viewOf(wave),
    stops: stopsOf(open).map(({ binId, bin, products }) => ({
      binId,
      bin,
      visitor: visits.get(binId) ?? null,
      products: products.map((product) => ({ ...product, barcodes: (barcodes.get(product.productId) ?? []).map(({ code }) => code) })),
    })),
    leave: left.length === 0 ? [] : leaveOf(left, blocks),
    putBacks: await putBacksOf(db, accounts, wave.locationId),
    orders: orders.map((order) => ({
      accountId: order.accountId,
      orderId: order.orderId,
      tote: order.tote,
      left: leftOf(keyOf(order)),
      picked: order.picked,
    })),
    last: last[0]
      ? { kind: last[0].kind, units: last.reduce((n, { quantity }) => n + quantity, 0), code: last[0].code, bin: last[0].bin }
      : null,
    done,
  };
}

type Stop = Omit<PickStop, 'visitor' | 'products'> & { products: Omit<PickStop['products'][number], 'barcodes'>[] };

/** Lines that come as one walks, gathered by bin and product; in a product the orders come as they stand in the wave. */
function stopsOf(lines: readonly Left[]): Stop[] {
  return [...Map.groupBy(lines, ({ binId }) => binId).values()].flatMap((atBin) => {
    const [first] = atBin;
    if (!first) return [];
    const products = [...Map.groupBy(atBin, ({ productId }) => productId).values()].flatMap((own) => {
      const [line] = own;
      if (!line) return [];
      const to = uniqueOrders(own).map((order) => ({
        ...order,
        tote: own.find((each) => keyOf(each) === keyOf(order))?.tote ?? null,
        left: own.reduce((n, each) => n + (keyOf(each) === keyOf(order) ? each.left : 0), 0),
      }));
      const { productId, code, title, imageUrl } = line;
      return [{ productId, code, title, imageUrl, left: to.reduce((n, each) => n + each.left, 0), to }];
    });
    return [{ binId: first.binId, bin: first.bin, products }];
  });
}

/** Orders that something stands against, or whose promise was taken back, with where their units still lie. */
function leaveOf(
  left: readonly Left[],
  blocks: ReadonlyMap<string, { key: string; effect: 'stop' | 'ask' | 'need'; values: Record<string, string> }>,
): PickView['leave'] {
  const lost = { key: 'picking.stop.promise', effect: 'stop' as const, values: {} };
  return [...Map.groupBy(left, keyOf).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const block = blocks.get(keyOf(first));
    const still = (line: Left) => line.quantity - line.picked - line.short;
    const gone = own.filter((line) => block || line.left < still(line));
    if (gone.length === 0) return [];
    const units = gone.reduce((n, line) => n + still(line) - (block ? 0 : line.left), 0);
    return [
      { accountId: first.accountId, orderId: first.orderId, block: block ?? lost, units, bins: [...new Set(gone.map(({ bin }) => bin))] },
    ];
  });
}
