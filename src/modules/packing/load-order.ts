import type { AccountId } from '#src/kernel/ids.ts';
import { guardsOf, wordsOf } from '#src/modules/guards/questions.ts';
import { explode, partsWithin } from '#src/modules/inventory/questions.ts';
import { type Label, labelsOf } from '#src/modules/labels/questions.ts';
import { type PickState, pickStatesOf } from '#src/modules/picking/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { contentOf } from './content-rules.ts';
import { type ItemNow, type OrderNow, ownShown, unitsOf } from './order-now.ts';
import { type ItemRow, lockOf, type OrderRow, openActs, orderRow, type ProductFacts, photosOf, productFacts } from './order-views.ts';
import { type ParcelRow, parcelsOf } from './parcel-views.ts';

/** Everything that packing asks about an order; undefined where it is not here. */
export async function loadOrder(db: Db, accountId: AccountId, orderId: string): Promise<OrderNow | undefined> {
  const [row, acts, parcels, labels, photos, lock, picks, words] = await Promise.all([
    orderRow(db, accountId, orderId),
    openActs(db, accountId, orderId),
    parcelsOf(db, accountId, [orderId]),
    labelsOf(db, accountId, orderId),
    photosOf(db, accountId, [orderId]),
    lockOf(db, accountId, orderId),
    pickStatesOf(db, accountId, [orderId]),
    wordsOf(db, accountId, [orderId]),
  ]);
  if (!row) return undefined;
  const pick = picks.get(orderId);
  const since = firstHandled(pick, labels);
  const [guards, { products, partsOf }] = await Promise.all([
    guardsOf(db, accountId, [orderId], { stage: 'pack', ...(since ? { since: new Map([[orderId, since]]) } : {}) }),
    productsOfItems(db, row.items),
  ]);
  const packed = parcels.filter(({ state }) => state === 'packed');
  const items = row.items.map((item) => itemNow(item, row, packed, labels, products, partsOf));
  // A label that was bought before it was packed makes Amazon show the order as shipped; its parcel is still to be packed.
  const isOurs = items.some(({ itemId, room }) => room > 0 && ownShown(row, labels, itemId) > 0);
  const standing = (guards.get(orderId) ?? []).filter(({ effect, key }) => !(effect === 'stop' && isOurs && shippedKeys.includes(key)));
  return { accountId, row, items, products, guards: standing, words, acts, content: contentOf(acts), parcels, labels, photos, lock, pick };
}

const shippedKeys = ['writes.skip.shipped', 'writes.skip.nothingLeft'];

/** When the order was picked or labelled first: a change of its address after that is asked about. */
function firstHandled(pick: PickState | undefined, labels: readonly Label[]): Date | undefined {
  const times = [...(pick?.since ? [pick.since] : []), ...labels.filter(({ state }) => state === 'bought').map(({ askedAt }) => askedAt)];
  return times.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

type Products = { products: Map<string, ProductFacts>; partsOf: Map<string, ReadonlyMap<string, number>> };

/** The products of these items, and of each bundle among them what it is made of. */
export async function productsOfItems(db: Db, items: readonly Pick<ItemRow, 'productId'>[]): Promise<Products> {
  const ids = [...new Set(items.flatMap(({ productId }) => productId ?? []))];
  const own = await productFacts(db, ids);
  const bundles = [...own.values()].filter(({ kind }) => kind === 'bundle').map(({ productId }) => productId);
  if (bundles.length === 0) return { products: own, partsOf: new Map() };
  const rows = await partsWithin(db, bundles);
  const partsOf = new Map(bundles.map((id) => [id, explode(id, rows)]));
  const parts = await productFacts(db, [...new Set([...partsOf.values()].flatMap((content) => [...content.keys()]))]);
  return { products: new Map([...parts, ...own]), partsOf };
}

function itemNow(
  item: ItemRow,
  row: OrderRow,
  parcels: readonly ParcelRow[],
  labels: readonly Label[],
  products: Products['products'],
  partsOf: Products['partsOf'],
): ItemNow {
  const packed = parcels.reduce((sum, parcel) => sum + unitsOf(parcel.items, item.itemId), 0);
  const elsewhere = Math.max(0, item.shipped - ownShown(row, labels, item.itemId));
  const toPack = Math.max(packed, item.quantity - item.cancelled - elsewhere);
  return {
    ...item,
    parts: (item.productId === null ? undefined : partsOf.get(item.productId)) ?? new Map(),
    toPack,
    packed,
    room: toPack - packed,
    needsSerial: item.serials || (item.productId !== null && products.get(item.productId)?.serials === true),
    needsTransparency: item.transparency,
  };
}
