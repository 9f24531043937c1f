import { compare, type Money, sum } from '#src/kernel/money.ts';

export type Objective = 'deadline' | 'cost' | 'distance' | 'parcels';

/** A location as one order sees it. `readyAt`: when a parcel leaves there; `far`: 0 same region, 1 same country, 2 elsewhere. */
export type Source = { locationId: string; position: number; readyAt: Date; cost: Money; far: number; free: ReadonlyMap<string, number> };

/** Units of one product that one item of the order still wants. */
export type Want = { itemId: string; productId: string; quantity: number };

export type Given = Want & { locationId: string };

/** More locations than these are never joined for one order. */
const mostSources = 10;

/**
 * Which locations give what for one order: first as many units as there are, then what the objective says, then the fewest
 * parcels, then the order in which the locations are listed. Pure; takes nothing from `free`.
 */
export function planOrder(wants: readonly Want[], sources: readonly Source[], objective: Objective): Given[] {
  const useful = sources
    .filter(({ free }) => wants.some(({ productId }) => (free.get(productId) ?? 0) > 0))
    .toSorted((a, b) => compareBy(objective, [a], [b]) || a.position - b.position)
    .slice(0, mostSources);
  let best: { chosen: Source[]; given: Given[]; units: number } | undefined;
  for (let mask = 1; mask < 2 ** useful.length; mask += 1) {
    const chosen = useful.filter((_, i) => mask & (1 << i));
    const given = give(wants, chosen);
    const units = unitsOf(given);
    const used = chosen.filter(({ locationId }) => given.some((each) => each.locationId === locationId));
    if (used.length < chosen.length) continue;
    const better =
      !best ||
      units > best.units ||
      (units === best.units &&
        (compareBy(objective, chosen, best.chosen) || chosen.length - best.chosen.length || listed(chosen, best.chosen)) < 0);
    if (better) best = { chosen, given, units };
  }
  return best?.given ?? [];
}

/** Each want takes from the first of the locations that has some, so that a location is opened as late as possible. */
function give(wants: readonly Want[], chosen: readonly Source[]): Given[] {
  const left = new Map(chosen.map(({ locationId, free }) => [locationId, new Map(free)]));
  const whole = (productId: string, quantity: number) =>
    chosen.find(({ locationId }) => (left.get(locationId)?.get(productId) ?? 0) >= quantity);
  return wants.flatMap(({ itemId, productId, quantity }) => {
    let missing = quantity;
    const first = whole(productId, quantity);
    const given: Given[] = [];
    for (const { locationId } of first ? [first] : chosen) {
      const stock = left.get(locationId);
      const taken = Math.min(missing, Math.max(0, stock?.get(productId) ?? 0));
      if (taken === 0) continue;
      stock?.set(productId, (stock.get(productId) ?? 0) - taken);
      missing -= taken;
      given.push({ itemId, productId, quantity: taken, locationId });
    }
    return given;
  });
}

const unitsOf = (given: readonly Given[]) => given.reduce((total, { quantity }) => total + quantity, 0);

/** Below zero when `a` serves the objective better. */
function compareBy(objective: Objective, a: readonly Source[], b: readonly Source[]): number {
  switch (objective) {
    case 'parcels':
      return a.length - b.length;
    case 'deadline':
      return latest(a) - latest(b);
    case 'distance':
      return total(a) - total(b);
    case 'cost':
      return compareCost(a, b);
  }
}

const latest = (sources: readonly Source[]) => Math.max(...sources.map(({ readyAt }) => readyAt.getTime()));
const total = (sources: readonly Source[]) => sources.reduce((far, source) => far + source.far, 0);
const listed = (a: readonly Source[], b: readonly Source[]) =>
  a.reduce((n, { position }) => n + position, 0) - b.reduce((n, { position }) => n + position, 0);

/** Costs in several currencies cannot be compared; then they decide nothing. */
function compareCost(a: readonly Source[], b: readonly Source[]): number {
  const currencies = new Set([...a, ...b].map(({ cost }) => cost.currency));
  const [x, y] = [sum(a.map(({ cost }) => cost)), sum(b.map(({ cost }) => cost))];
  return currencies.size > 1 || !x || !y ? 0 : compare(x, y);
}
