import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { type PersonalData, readPersonal } from '#src/modules/vault/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { Slip } from './slip.ts';
import { type SlipOrderRow, slipOrders } from './views.ts';
import { slipWords } from './words.ts';

type Deps = { database: Database; sealing: Sealing; clock: Clock };
type Account = { accountId: AccountId; name: string; timeZone: string };
/** `units`, by item: the slip is of a parcel that holds no more than these. */
type SlipWish = { accountId: AccountId; orderId: string; units?: Readonly<Record<string, number>> };
type Wish = { orders: readonly SlipWish[]; accounts: readonly Account[]; reader: string };

/** Orders that get no slip, with the reason as a key of the language file. */
export type Skipped = { accountId: AccountId; orderId: string; reason: 'notHere' | 'pending' | 'cancelled' };

/**
 * The slips of these orders, or of parcels of them, in the order asked for. Personal data is read once per account, which leaves one line in
 * the log of reads with all order ids. Orders that are not paid yet or cancelled get no slip: nothing of them may leave.
 */
export async function makeSlips(deps: Deps, { orders, accounts, reader }: Wish): Promise<{ slips: Slip[]; skipped: Skipped[] }> {
  const found = new Map<string, (units?: SlipWish['units']) => Slip>();
  const skipped: Skipped[] = [];
  for (const account of accounts) {
    const { accountId } = account;
    const orderIds = [...new Set(orders.filter((order) => order.accountId === accountId).map((order) => order.orderId))];
    if (orderIds.length === 0) continue;
    const rows = new Map(
      (await deps.database.read([accountId], (db) => slipOrders(db, accountId, orderIds))).map((row) => [row.orderId, row]),
    );
    const printed = orderIds.filter((orderId) => {
      const reason = whyNot(rows.get(orderId));
      if (reason) skipped.push({ accountId, orderId, reason });
      return reason === undefined;
    });
    const personal = await readPersonal(deps, { accountId, orderIds: printed, reader, purpose: 'packing slip' });
    for (const orderId of printed) {
      const row = rows.get(orderId);
      if (row) found.set(`${accountId} ${orderId}`, (units) => slipOf(row, account, personal.get(orderId), units));
    }
  }
  const whole = new Set<string>();
  const slips = orders.flatMap(({ accountId, orderId, units }) => {
    const key = `${accountId} ${orderId}`;
    if (units === undefined && whole.has(key)) return [];
    if (units === undefined) whole.add(key);
    return found.get(key)?.(units) ?? [];
  });
  if (slips.length === 0)
    throw new AppError('NOT_ALLOWED_NOW', 'none of these orders gets a slip: they are not here, not paid yet, or cancelled');
  return { slips, skipped };
}

function whyNot(row: SlipOrderRow | undefined): Skipped['reason'] | undefined {
  if (!row) return 'notHere';
  if (row.status === 'pending' || row.status === 'pending_availability') return 'pending';
  return row.status === 'cancelled' ? 'cancelled' : undefined;
}

function slipOf(row: SlipOrderRow, account: Account, personal: PersonalData | undefined, units: SlipWish['units']): Slip {
  const locale = 'en-US';
  const store = marketplaceOf(row.marketplaceId);
  const day = (at: Date) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: account.timeZone }).format(at);
  const inParcel = ({ itemId, quantity, cancelled }: SlipOrderRow['items'][number]) =>
    Math.min(quantity - cancelled, units ? (units[itemId] ?? 0) : quantity);
  const items = row.items.filter((item) => inParcel(item) > 0);
  return {
    locale,
    words: slipWords,
    sellerName: account.name,
    marketplace: store?.domain ?? row.marketplaceId,
    shipTo: personal ? addressLines(personal) : [slipWords.noAddress],
    orderId: row.orderId,
    barcode: row.orderId,
    orderDate: day(row.purchasedAt),
    ...(row.shipBy ? { shipBy: day(row.shipBy) } : {}),
    ...(row.serviceLevel ? { serviceLevel: row.serviceLevel.toLowerCase().replaceAll('_', ' ') } : {}),
    ...(row.poNumber === null ? {} : { purchaseOrderNumber: row.poNumber }),
    items: items.map((item) => {
      const gift = personal?.gifts?.[item.itemId];
      return {
        title: item.title,
        sku: item.sku,
        ...(item.asin ? { asin: item.asin } : {}),
        quantity: inParcel(item),
        ...(item.condition ? { condition: item.condition } : {}),
        ...(item.unitPrice !== null && item.currency !== null ? { unitPrice: { amount: item.unitPrice, currency: item.currency } } : {}),
        gift: item.gift,
        ...(gift?.wrap ? { giftWrap: gift.wrap } : {}),
        ...(gift?.message ? { giftMessage: gift.message } : {}),
        customised: item.customised,
      };
    }),
    totals:
      row.total !== null && row.currency !== null
        ? [{ label: slipWords.total, amount: { amount: row.total, currency: row.currency } }]
        : [],
  };
}

function addressLines({ recipient, buyerName }: PersonalData): string[] {
  const place = [recipient?.city, recipient?.district, recipient?.region, recipient?.postalCode].filter(Boolean).join(', ');
  return [recipient?.name ?? buyerName, recipient?.company, ...(recipient?.lines ?? []), place, recipient?.country].filter(
    (line): line is string => Boolean(line),
  );
}
