/** What lies where, of the products in question. Changed as units are taken off and put back. */
export type Shelf = {
  levels: { productId: string; locationId: string; onHand: number; allocated: number }[];
  /** In the order in which a picker walks. `staging`: what was fetched for orders lies there. */
  bins: { productId: string; locationId: string; binId: string; onHand: number; staging: boolean }[];
  /** The bin without a name of each location, the main location first. */
  open: readonly { locationId: string; binId: string }[];
};

export type Place = { locationId: string; binId: string; quantity: number };

type Promised = { locationId: string; quantity: number };

/**
 * Takes units off that have left: first what was fetched for this order, then where they were promised to it, then where
 * units are free, then wherever some lie, and what nobody has seen from the main location, which then shows less than nothing
 * until it is counted. What is taken is taken from `own` and `staged` too.
 */
export function takeOff(shelf: Shelf, productId: string, units: number, own: Promised[], staged: Promised[] = []): Place[] {
  const places: Place[] = [];
  let left = units;
  const take = (locationId: string, quantity: number, fromStaging = false) => {
    if (quantity <= 0) return;
    places.push(...offBins(shelf, productId, locationId, quantity, fromStaging));
    const level = shelf.levels.find((each) => each.productId === productId && each.locationId === locationId);
    if (level) level.onHand -= quantity;
    left -= quantity;
  };
  const levels = () => shelf.levels.filter((level) => level.productId === productId);
  const keep = (promise: Promised, units: number) => {
    const quantity = Math.min(units, promise.quantity);
    promise.quantity -= quantity;
    const level = levels().find(({ locationId }) => locationId === promise.locationId);
    if (level) level.allocated -= quantity;
    return quantity;
  };
  for (const fetched of staged) {
    const quantity = Math.min(left, fetched.quantity);
    fetched.quantity -= quantity;
    const places = shelf.bins.filter((bin) => bin.staging && bin.productId === productId && bin.locationId === fetched.locationId);
    const there = places.reduce((n, { onHand }) => n + Math.max(0, onHand), 0);
    // Somebody may have counted fewer there: then the rest has left from elsewhere.
    const packed = Math.min(quantity, there);
    const promise = own.find(({ locationId }) => locationId === fetched.locationId);
    if (promise) keep(promise, packed);
    take(fetched.locationId, packed, true);
  }
  for (const promise of own) take(promise.locationId, keep(promise, left));
  for (const level of levels()) take(level.locationId, Math.min(left, level.onHand - level.allocated));
  for (const level of levels()) take(level.locationId, Math.min(left, level.onHand));
  const main = levels()[0]?.locationId ?? shelf.open[0]?.locationId;
  if (main !== undefined) take(main, left);
  return places;
}

/** Units that Amazon says have not left after all: they lie at the main location. */
export function putBack(shelf: Shelf, productId: string, units: number): Place[] {
  const level = shelf.levels.find((each) => each.productId === productId);
  const place = shelf.open.find(({ locationId }) => locationId === (level?.locationId ?? locationId));
  if (!place) return [];
  if (level) level.onHand += units;
  return [{ ...place, quantity: units }];
}

/**
 * From the bins in the order of the walk, and only then what was fetched for others, or the other way round; what they do not
 * hold from the bin without a name.
 */
function offBins(shelf: Shelf, productId: string, locationId: string, units: number, stagingFirst: boolean): Place[] {
  const places: Place[] = [];
  let left = units;
  const inTurn = [
    ...shelf.bins.filter(({ staging }) => staging === stagingFirst),
    ...shelf.bins.filter(({ staging }) => staging !== stagingFirst),
  ];
  for (const bin of inTurn) {
    if (bin.productId !== productId || bin.locationId !== locationId || bin.onHand <= 0 || left === 0) continue;
    const quantity = Math.min(left, bin.onHand);
    bin.onHand -= quantity;
    left -= quantity;
    places.push({ locationId, binId: bin.binId, quantity });
  }
  const open = shelf.open.find((each) => each.locationId === locationId);
  if (left > 0 && open) places.push({ ...open, quantity: left });
  return places;
}
