import type { PrintSort } from './contract.ts';

export type Printable = {
  accountId: string;
  orderId: string;
  labelId: string;
  position: number;
  location: string | null;
  locationPosition: number | null;
  sku: string;
  units: number;
  carrier: string;
  service: string;
  deadline: Date | null;
};

/**
 * The order in which labels leave the printer. Equal ones stay as they were given, so a stack is the same whenever it is made
 * of the same labels.
 */
export function inPrintOrder<Row extends Printable>(rows: readonly Row[], sort: PrintSort): Row[] {
  const keys = keysOf[sort];
  return rows.toSorted((a, b) => {
    const [x, y] = [keys(a), keys(b)];
    for (const [i, key] of x.entries()) {
      const by = compareKeys(key, y[i] ?? null);
      if (by !== 0) return by;
    }
    return a.position - b.position || (a.accountId === b.accountId ? 0 : Number(a.accountId) - Number(b.accountId));
  });
}

type Key = string | number | null;

const keysOf: Readonly<Record<PrintSort, (row: Printable) => Key[]>> = {
  given: () => [],
  location: ({ locationPosition, location, sku, units }) => [locationPosition, location, sku, units],
  sku: ({ sku, units }) => [sku, units],
  carrier: ({ carrier, service, locationPosition }) => [carrier, service, locationPosition],
  deadline: ({ deadline }) => [deadline?.getTime() ?? null],
};

/** What is not known comes last. */
function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
