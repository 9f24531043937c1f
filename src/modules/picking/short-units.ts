import { changeStockIn } from '#src/modules/inventory/index.ts';
import { binsOf } from '#src/modules/inventory/questions.ts';
import { shelfRows } from './candidate-views.ts';
import type { PickDeed } from './contract.ts';
import { appendPicks, changeLines, type LineChange, noteVisit } from './pick-store.ts';
import type { Done } from './pick-units.ts';
import { nowhere, onShelves } from './plan-rules.ts';
import { refused } from './refuse.ts';
import { type HereLine, linesHere, type Site, tellOrders } from './site.ts';
import { insertLines, type OrderLine } from './wave-store.ts';

type ShortDeed = Extract<PickDeed, { act: 'short' }>;

/**
 * Units are not in the bin, or not fit to be sold. The books of the bin follow: it is empty of the product, or holds the damaged
 * ones no longer. What is missing is looked for in other bins of the location on new lines; what no bin has is short, and the
 * allocation gives it from another location where there is one. Only the books of this bin are changed: what a picker did not
 * look at is not counted.
 */
export async function shortUnits(site: Site, deed: ShortDeed): Promise<Done> {
  const { tx, wave, person, key, now } = site;
  const { binId, productId, reason } = deed;
  const lines = await linesHere(site, deed);
  const isEmpty = reason !== 'damaged';
  const missing = missed(lines, isEmpty ? undefined : deed.quantity);
  const units = missing.reduce((n, line) => n + line.units, 0);
  const there = (await binsOf(tx, [productId])).find((bin) => bin.binId === binId)?.onHand ?? 0;
  const gone = Math.min(Math.max(0, there), isEmpty ? there : units);
  if (gone > 0) {
    const entry = { entry: `short ${key}`, kind: 'adjust' as const, reason: `picking: ${reason}`, ref: wave.name };
    await changeStockIn(tx, { ...entry, lines: [{ productId, binId, quantity: -gone }] }, person, now);
  }
  await appendPicks(
    tx,
    missing.map(({ accountId, lineId, orderId, itemId, tote, units: quantity }) => ({
      accountId,
      key,
      waveId: wave.waveId,
      lineId,
      orderId,
      itemId,
      productId,
      binId,
      kind: 'short',
      quantity,
      reason,
      tote,
      person,
    })),
    now,
  );
  // The lines give up what is missing before the shelves are looked at, or they would still count as wanting it there.
  await changeLines(
    tx,
    missing.map(({ accountId, lineId, units: short }) => ({ accountId, lineId, short })),
  );
  const elsewhere = await lookElsewhere(site, missing, binId, isEmpty);
  await noteVisit(tx, wave.waveId, binId, person, now);
  const still = missing.filter(({ units: all, found }) => all > found);
  await tellOrders(site, 'pick.short', still, (line) => ({ sku: line.code, units: line.units - line.found, reason }));
  const [first] = missing;
  return {
    said: {
      key: `picking.said.${elsewhere === units ? 'elsewhere' : elsewhere > 0 ? 'partElsewhere' : 'short'}`,
      values: { units: String(units), found: String(elsewhere), title: first?.title ?? '' },
    },
    binId,
    picks: [],
  };
}

type Missed = HereLine & { units: number; found: number };

/** Which lines go without: those last in the wave first. */
function missed(lines: readonly HereLine[], quantity: number | undefined): Missed[] {
  const all = lines.reduce((n, { left }) => n + left, 0);
  let rest = quantity ?? all;
  if (rest > all) throw refused('picking.no.tooMany', { left: String(all) });
  return lines
    .toReversed()
    .flatMap((line) => {
      const units = Math.min(rest, line.left);
      rest -= units;
      return units > 0 ? [{ ...line, units, found: 0 }] : [];
    })
    .toReversed();
}

/** Puts what is missing on lines at other bins; gives how many units were found there. Lines keep what was not found as short. */
async function lookElsewhere({ tx, wave }: Site, missing: Missed[], binId: string, isEmpty: boolean): Promise<number> {
  const productIds = [...new Set(missing.map(({ productId }) => productId))];
  const shelves = (await shelfRows(tx, productIds, wave.locationId)).filter((shelf) => !isEmpty || shelf.binId !== binId);
  const lines: OrderLine[] = [];
  const changes: LineChange[] = [];
  for (const line of missing) {
    const { accountId, orderId, itemId, productId, lineId, units } = line;
    const planned = onShelves([{ itemId, productId, quantity: units }], shelves);
    planned.take();
    const found = planned.lines.filter((each) => each.binId !== nowhere);
    line.found = found.reduce((n, { quantity }) => n + quantity, 0);
    if (line.found === 0) continue;
    lines.push(...found.map((each) => ({ ...each, accountId, orderId })));
    changes.push({ accountId, lineId, short: -line.found, quantity: -line.found });
  }
  await changeLines(tx, changes);
  await insertLines(tx, wave.waveId, lines);
  return missing.reduce((n, { found }) => n + found, 0);
}
