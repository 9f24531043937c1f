import type { Database } from '#src/platform/db.ts';
import type { Control } from '../../simulator/control/control.ts';
import type { ToldQuantity } from '../../simulator/listings/sim-listing.ts';
import type { StockLife } from './stock-life.ts';

/** From reckoning what is available to Amazon's hearing of it, at most: a step of the clocks, and the queue of a file. */
const underWayMs = 10 * 60_000;

type Entry = { code: string; at: Date; units: number };
type KnownOrder = { orderId: string; at: Date };

export type Told = { problems: string[]; told: number; byFile: number; ahead: number; most: number };

/**
 * Holds every quantity that Amazon was told against the books of the desk and the truth of the shop: no more than lay there by
 * the books, less all units of orders that the desk knew of. `ahead` counts those that were above what was free if the orders
 * are counted too that Amazon had accepted and the desk had not yet seen; `most` is by how many units.
 */
export async function judgeTold(database: Database, accounts: readonly string[], control: Control, life: StockLife): Promise<Told> {
  const entries = await database.read([], (db) =>
    db.query<Entry>({
      text: `SELECT p.code, m.at, m.quantity::int AS units FROM stock_movement m JOIN stock_product p ON p.product_id = m.product_id
        WHERE m.kind IN ('received', 'counted', 'adjusted', 'undone')`,
    }),
  );
  const known = await database.read(accounts, (db) =>
    db.query<KnownOrder>({
      text: 'SELECT order_id AS "orderId", created_at AS at FROM orders WHERE account_id = ANY($1)',
      values: [accounts],
    }),
  );
  const knownAt = new Map(known.map(({ orderId, at }) => [orderId, at.getTime()]));
  const bySku = <T>(list: readonly T[], skuOf: (each: T) => string) => Map.groupBy(list, skuOf);
  const books = bySku(entries, ({ code }) => code);
  const cancelled = bySku(life.cancelled, ({ sku }) => sku);
  const lines = bySku(
    control
      .orders()
      .flatMap(({ orderId, createdAt, items }) =>
        items.map(({ sku, quantity }) => ({ sku, quantity, createdAt, knownAt: knownAt.get(orderId) ?? Number.POSITIVE_INFINITY })),
      ),
    ({ sku }) => sku,
  );
  const sum = (units: readonly number[]) => units.reduce((total, each) => total + each, 0);

  const free = ({ sku, at }: ToldQuantity, since: number, seenBy: (line: { createdAt: number; knownAt: number }) => boolean): number => {
    const own = books.get(sku) ?? [];
    const book = (until: number) => sum(own.filter((entry) => entry.at.getTime() <= until).map(({ units }) => units));
    const given = (cancelled.get(sku) ?? []).filter(
      ({ after, isKept }) => after <= at && (!isKept || life.countedAt.some((count) => count >= after && count <= at)),
    );
    const sold = (lines.get(sku) ?? []).filter(seenBy).map(({ quantity }) => quantity);
    return Math.max(0, Math.max(book(at), book(since)) - sum(sold) + sum(given.map(({ units }) => units)));
  };

  const result: Told = { problems: [], told: 0, byFile: 0, ahead: 0, most: 0 };
  for (const told of control.toldQuantities()) {
    if (!life.shelves.has(told.sku)) continue;
    result.told += 1;
    if (told.via === 'feed') result.byFile += 1;
    const since = told.at - underWayMs;
    const limit = free(told, since, (line) => line.knownAt <= since);
    if (told.quantity > limit)
      result.problems.push(`${told.sku} at ${new Date(told.at).toISOString()} by ${told.via}: ${told.quantity} told, ${limit} free`);
    const over = told.quantity - free(told, told.at, ({ createdAt }) => createdAt <= told.at);
    if (over > 0) result.ahead += 1;
    result.most = Math.max(result.most, over);
  }
  return result;
}
