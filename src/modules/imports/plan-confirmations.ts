import type { AccountId } from '#src/kernel/ids.ts';
import { carrierOf } from '#src/modules/shipping/questions.ts';
import { type ConfirmPackage, confirmPackage } from '#src/modules/writes/contract.ts';
import type { ConfirmationLine } from './contract.ts';
import type { ConfirmationRow, FileConfirmation } from './read-confirmations.ts';
import type { ItemLeft } from './views.ts';

/** A parcel to ask for, and the lines of the file that it is made of. */
export type PlannedParcel = { parcel: ConfirmPackage; lines: number[] };
export type Plan = { parcels: PlannedParcel[]; refused: ConfirmationLine[] };

type Reason = ConfirmationLine['reason'];
type Items = NonNullable<ConfirmPackage['items']>;
const because = (key: string, values: Record<string, string> = {}): Reason => ({ key: `imports.skip.${key}`, values });

/**
 * Lines to parcels: those of one order and tracking number are one parcel. A line names its item by Amazon's id or by SKU,
 * or none, which means all that is left. Pure: whether an order may be confirmed is asked of the parcels that come out.
 * The parcels of an order stand together, in the order in which the file first names each.
 */
export function planConfirmations(accountId: AccountId, rows: readonly ConfirmationRow[], items: readonly ItemLeft[]): Plan {
  const refused: ConfirmationLine[] = [];
  const refuse = (line: number, orderId: string | undefined, reason: Reason) =>
    void refused.push({ line, orderId: orderId ?? null, outcome: 'skip', reason });
  const itemsOf = Map.groupBy(items, (item) => item.orderId);
  const groups = new Map<string, Map<string, FileConfirmation[]>>();
  for (const row of rows) {
    if (row.kind === 'problem') {
      const [first] = row.problems;
      refuse(row.line, row.orderId, because('line', { column: first?.column ?? '', why: first?.reason ?? '' }));
      continue;
    }
    const { confirmation } = row;
    const { orderId, tracking } = confirmation;
    if (tracking === undefined) {
      refuse(confirmation.line, orderId, because('noTracking'));
      continue;
    }
    const parcels = groups.get(orderId) ?? new Map<string, FileConfirmation[]>();
    const key = tracking.replaceAll(/[\s-]+/g, '').toLowerCase();
    parcels.set(key, [...(parcels.get(key) ?? []), confirmation]);
    groups.set(orderId, parcels);
  }
  const parcels: PlannedParcel[] = [];
  for (const [orderId, byTracking] of groups) {
    for (const lines of byTracking.values()) {
      const made = parcelOf(accountId, lines, itemsOf.get(orderId) ?? []);
      const numbers = lines.map(({ line }) => line);
      if ('parcel' in made) parcels.push({ parcel: made.parcel, lines: numbers });
      else for (const line of numbers) refuse(line, orderId, made.refused);
    }
  }
  return { parcels, refused };
}

function parcelOf(
  accountId: AccountId,
  lines: readonly FileConfirmation[],
  known: readonly ItemLeft[],
): { parcel: ConfirmPackage } | { refused: Reason } {
  const first = <K extends keyof FileConfirmation>(field: K) => lines.find((line) => line[field] !== undefined)?.[field];
  const items = known.length === 0 ? undefined : itemsOf(lines, known);
  if (items !== undefined && 'refused' in items) return items;
  const checked = confirmPackage.safeParse({
    accountId,
    orderId: first('orderId'),
    ...carrierNamed(first('carrierCode'), first('carrierName')),
    shippingMethod: first('shipMethod'),
    trackingNumber: first('tracking'),
    shipDate: first('shippedAt')?.toISOString(),
    items: items?.items,
  });
  if (checked.success) return { parcel: checked.data };
  return { refused: because('value', { field: String(checked.error.issues[0]?.path[0] ?? '') }) };
}

/** Which items a parcel holds; `items` is undefined for all that is left. Nothing is known of an order that is not here. */
function itemsOf(lines: readonly FileConfirmation[], known: readonly ItemLeft[]): { items: Items | undefined } | { refused: Reason } {
  const named = lines.filter(({ itemId, sku }) => itemId !== undefined || sku !== undefined);
  if (named.length === 0) return wholeOrder(lines, known);
  if (named.length < lines.length) return { refused: because('itemMissing') };
  const quantities = new Map<string, { quantity: number; codes: string[] }>();
  const free = (item: ItemLeft) => item.left - (quantities.get(item.itemId)?.quantity ?? 0);
  for (const line of lines) {
    const fitting = known.filter((item) => (line.itemId === undefined ? item.sku === line.sku : item.itemId === line.itemId));
    // The same SKU may stand in an order twice: then the one with something left to ship is meant.
    const item = fitting.find((one) => free(one) >= (line.quantity ?? 1)) ?? fitting[0];
    if (!item) return { refused: because('unknownItem', { item: line.itemId ?? line.sku ?? '' }) };
    const before = quantities.get(item.itemId) ?? { quantity: 0, codes: [] };
    const quantity = line.quantity ?? Math.max(1, free(item));
    quantities.set(item.itemId, { quantity: before.quantity + quantity, codes: [...before.codes, ...line.transparencyCodes] });
  }
  return {
    items: [...quantities].map(([itemId, { quantity, codes }]) => ({
      itemId,
      quantity,
      ...(codes.length > 0 ? { transparencyCodes: codes } : {}),
    })),
  };
}

/** Lines that name no item: all that is left. A quantity beside it must say the same, or belong to the only item there is. */
function wholeOrder(lines: readonly FileConfirmation[], known: readonly ItemLeft[]): { items: Items | undefined } | { refused: Reason } {
  const told = lines.flatMap(({ quantity }) => quantity ?? []);
  const codes = lines.flatMap(({ transparencyCodes }) => transparencyCodes);
  const [only, ...others] = known;
  const quantity = told.reduce((sum, each) => sum + each, 0);
  if (only && others.length === 0 && (told.length > 0 || codes.length > 0)) {
    const units = told.length > 0 ? quantity : Math.max(1, only.left);
    return { items: [{ itemId: only.itemId, quantity: units, ...(codes.length > 0 ? { transparencyCodes: codes } : {}) }] };
  }
  const left = known.reduce((sum, item) => sum + item.left, 0);
  if (told.length > 0 && quantity !== left) return { refused: because('whichItem', { quantity: String(quantity), left: String(left) }) };
  return { items: undefined };
}

/** Without a code a name that is known stands in for it; any other goes as `Other` with that name. */
function carrierNamed(code: string | undefined, name: string | undefined): Pick<ConfirmPackage, 'carrierCode' | 'carrierName'> {
  if (code !== undefined) return { carrierCode: code, ...(name === undefined ? {} : { carrierName: name }) };
  if (name === undefined) return {};
  return carrierOf(name) === undefined ? { carrierCode: 'Other', carrierName: name } : { carrierCode: name };
}
