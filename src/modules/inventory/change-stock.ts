import { AppError, type Problem } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import { deskId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import { holdGates } from './claim-store.ts';
import { type BinUnits, binsOf, openBins } from './claim-views.ts';
import type { StockChange } from './contract.ts';
import { beginEntry, move, type NewMovement } from './level-store.ts';
import { noteCounted, receiveIncoming, takeOutOfArchive } from './product-store.ts';
import { binsNamed, entryMovements, productKinds } from './stock-views.ts';

type Deps = { database: Database; clock: Clock };

/** What a change did: its movements are found again, and undone, by `entry`. */
export type StockOutcome = { entry: string; movements: number; units: number };

/**
 * Receives, adjusts, counts or moves units: all lines or none. The same `entry` twice does it once. Throws INVALID_INPUT for
 * a quantity that makes no sense and for an adjustment without a reason, NOT_FOUND for an unknown product or bin, NOT_ALLOWED_NOW where more would go than is there.
 */
export async function changeStock(deps: Deps, change: StockChange, by: string): Promise<StockOutcome> {
  return deps.database.write([], async (tx) => changeStockIn(tx, change, by, deps.clock.now()));
}

/** The same as part of a larger change. */
export async function changeStockIn(tx: Tx, change: StockChange, by: string, now: Date): Promise<StockOutcome> {
  const { entry, lines } = change;
  mustFit(change);
  const done = { entry, movements: 0, units: 0 };
  if (!(await beginEntry(tx, entry, now))) return done;
  const productIds = [...new Set(lines.map(({ productId }) => productId))];
  const bins = await binsNamed(
    tx,
    lines.flatMap(({ binId, toBinId }) => (toBinId === undefined ? [binId] : [binId, toBinId])),
  );
  const kinds = await productKinds(tx, productIds);
  for (const { productId } of lines) {
    if (!kinds.has(productId)) throw new AppError('NOT_FOUND', `there is no product ${productId}`);
    if (kinds.get(productId) === 'bundle')
      throw new AppError('NOT_ALLOWED_NOW', 'a bundle has no units of its own: receive and count its parts');
  }
  await holdGates(tx, productIds);
  const held = await binsOf(tx, productIds);
  const locationOf = (binId: string): string => {
    const found = bins.get(binId);
    if (found === undefined) throw new AppError('NOT_FOUND', `there is no bin ${binId}`);
    return found;
  };
  const movements = lines.flatMap((line) =>
    sidesOf(change.kind, line, held).map(
      ({ binId, quantity, kind }): NewMovement => ({
        entry,
        kind,
        productId: line.productId,
        locationId: locationOf(binId),
        binId,
        quantity,
        reason: change.reason,
        person: by,
        ref: change.ref,
      }),
    ),
  );
  if (change.kind === 'count') movements.push(...settledDebts(change, by, held, bins, await openBins(tx)));
  await move(tx, movements, now);
  if (movements.some(({ quantity }) => quantity > 0)) await takeOutOfArchive(tx, productIds);
  if (change.kind === 'count') await noteCounted(tx, productIds, now);
  if (change.kind === 'receive')
    for (const { productId, binId, quantity } of lines) await receiveIncoming(tx, productId, locationOf(binId), quantity);
  await poke(tx, deskId, 'allocate', now);
  return { entry, movements: movements.length, units: movements.reduce((n, { quantity }) => n + quantity, 0) };
}

/** Throws INVALID_INPUT where a quantity or a reason does not fit what is done. */
function mustFit({ kind, reason, lines }: StockChange): void {
  const least = { receive: 1, move: 1, count: 0, adjust: undefined }[kind];
  const words = least === undefined ? 'must not be 0' : `must be ${least} or more to ${kind}`;
  const problems: Problem[] = lines.flatMap(({ quantity }, at) =>
    (least === undefined ? quantity !== 0 : quantity >= least) ? [] : [{ field: `lines.${at}.quantity`, message: words }],
  );
  if (kind === 'adjust' && reason === '') problems.push({ field: 'reason', message: 'must say why the stock is adjusted' });
  const [first] = problems;
  if (first) throw new AppError('INVALID_INPUT', `${first.field} ${first.message}`, { problems });
}

/**
 * Units that left and that no bin had stand below zero in the bin without a name. When every other bin of the location that
 * holds the product is counted, what lies there is known, and nothing is owed any more.
 */
function settledDebts(
  { entry, reason, ref, lines }: StockChange,
  person: string,
  held: readonly BinUnits[],
  bins: ReadonlyMap<string, string>,
  open: readonly { locationId: string; binId: string }[],
): NewMovement[] {
  const counted = new Set(lines.map(({ productId, binId }) => `${productId} ${binId}`));
  const places = new Set(lines.map(({ productId, binId }) => `${productId} ${bins.get(binId)}`));
  const isKnown = (bin: BinUnits) => counted.has(`${bin.productId} ${bin.binId}`) || bin.staging || bin.onHand === 0;
  return held.flatMap((owed) => {
    const { productId, locationId, binId, onHand } = owed;
    if (onHand >= 0 || counted.has(`${productId} ${binId}`) || !places.has(`${productId} ${locationId}`)) return [];
    if (!open.some((each) => each.binId === binId)) return [];
    const others = held.filter((bin) => bin !== owed && bin.productId === productId && bin.locationId === locationId);
    if (!others.every(isKnown)) return [];
    return [{ entry, kind: 'counted' as const, productId, locationId, binId, quantity: -onHand, reason, person, ref }];
  });
}

type Side = { binId: string; quantity: number; kind: NewMovement['kind'] };

/** The movements of one line; `held` follows, so that two lines about one bin add up. */
function sidesOf(kind: StockChange['kind'], line: StockChange['lines'][number], held: BinUnits[]): Side[] {
  const { productId, binId, toBinId, quantity } = line;
  const find = (id: string) => held.find((each) => each.productId === productId && each.binId === id);
  const there = find(binId)?.onHand ?? 0;
  const put = (id: string, units: number): void => {
    const row = find(id);
    if (row) row.onHand += units;
    else held.push({ productId, locationId: '', binId: id, onHand: units, staging: false });
  };
  const short = (wanted: number) =>
    new AppError('NOT_ALLOWED_NOW', `the bin holds ${there} of these units, not ${wanted}: count it first, or take fewer`, {
      data: { there },
    });
  switch (kind) {
    case 'receive':
      put(binId, quantity);
      return [{ binId, quantity, kind: 'received' }];
    case 'adjust':
      if (there + quantity < 0 && quantity < 0) throw short(-quantity);
      put(binId, quantity);
      return quantity === 0 ? [] : [{ binId, quantity, kind: 'adjusted' }];
    case 'count':
      put(binId, quantity - there);
      return quantity === there ? [] : [{ binId, quantity: quantity - there, kind: 'counted' }];
    case 'move':
      if (toBinId === undefined || toBinId === binId) throw new AppError('INVALID_INPUT', 'toBinId must name another bin');
      if (there < quantity) throw short(quantity);
      put(binId, -quantity);
      put(toBinId, quantity);
      return [
        { binId, quantity: -quantity, kind: 'moved' },
        { binId: toBinId, quantity, kind: 'moved' },
      ];
  }
}

/**
 * Undoes everything that was done under `entry` by movements the other way; the ledger keeps both. Throws NOT_FOUND,
 * CONFLICT when it was undone before, NOT_ALLOWED_NOW for what Amazon shipped and where the units are gone since.
 */
export async function undoStock({ database, clock }: Deps, entry: string, by: string): Promise<StockOutcome> {
  return database.write([], (tx) => undoStockIn(tx, entry, by, clock.now()));
}

/** The same as part of a larger change. */
export async function undoStockIn(tx: Tx, entry: string, by: string, now: Date): Promise<StockOutcome> {
  const done = await entryMovements(tx, entry);
  if (done.length === 0) throw new AppError('NOT_FOUND', 'there is no such movement of stock');
  if (done.some(({ kind }) => !undoable.has(kind)))
    throw new AppError('NOT_ALLOWED_NOW', 'only what people received, counted, adjusted or moved can be undone: adjust the stock instead');
  if (!(await beginEntry(tx, `undo ${entry}`, now))) throw new AppError('CONFLICT', 'this was undone before');
  const productIds = [...new Set(done.map(({ productId }) => productId))];
  await holdGates(tx, productIds);
  const [held, open] = [await binsOf(tx, productIds), await openBins(tx)];
  for (const { productId, binId, quantity, kind } of done) {
    // A count may have settled what the bin without a name owed.
    if (kind === 'counted' && open.some((each) => each.binId === binId)) continue;
    const there = held.find((each) => each.productId === productId && each.binId === binId)?.onHand ?? 0;
    if (quantity > there)
      throw new AppError('NOT_ALLOWED_NOW', `only ${there} of the ${quantity} units are still there: count the bin instead`);
  }
  const back = done.map(
    ({ movementId, productId, locationId, binId, quantity }): NewMovement => ({
      entry: `undo ${entry}`,
      kind: 'undone',
      productId,
      locationId,
      binId,
      quantity: -quantity,
      reason: '',
      person: by,
      ref: '',
      undoes: movementId,
    }),
  );
  await move(tx, back, now);
  await poke(tx, deskId, 'allocate', now);
  return { entry: `undo ${entry}`, movements: back.length, units: back.reduce((n, { quantity }) => n + quantity, 0) };
}

const undoable = new Set<NewMovement['kind']>(['received', 'counted', 'adjusted', 'moved']);
