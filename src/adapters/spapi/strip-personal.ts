type Json = Record<string, unknown>;

/** One value that was taken out of an answer, and where it stood. */
export type Removed = { path: (string | number)[]; value: unknown };

/**
 * Objects of an order (indexes left out) that hold personal data, and the only fields of them that are none:
 * whatever Amazon adds there counts as personal. The list is Amazon's own (spapi.md 1.3) and what stands beside it.
 */
const harmless: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    buyer: ['buyerPurchaseOrderNumber'],
    recipient: ['deliveryAddress', 'deliveryPreference'],
    'recipient.deliveryAddress': ['city', 'stateOrRegion', 'countryCode', 'addressType'],
    'recipient.deliveryPreference': ['deliveryCapabilities'],
    'payment.paymentExecutions': ['paymentMethod', 'paymentAmount', 'cardBrand'],
    'tax.taxRegistrations': ['entityType', 'taxRegistrationType'],
    'orderItems.product.customization': [],
    'orderItems.fulfillment.packing.giftOption': ['giftWrapLevel'],
  }),
);

// Fields that Amazon may add elsewhere one day and that can hardly be anything else.
const suspicious = /mail|phone|postal|zip-?code|address-?line|buyer-?name|recipient-?name|gift-?message/i;
// The seller's own warehouse is nobody's secret.
const sellersOwn = 'packages.shipFromAddress';

/** The answer about one order without personal data, and apart from it what was taken out, for the vault. */
export function stripPersonal(order: unknown): { raw: unknown; removed: Removed[] } {
  if (!isObject(order)) return { raw: null, removed: order === undefined ? [] : [{ path: [], value: order }] };
  const removed: Removed[] = [];
  return { raw: strip(order, '', [], removed), removed };
}

/** Puts back what `stripPersonal` took out. */
export function restorePersonal(raw: unknown, removed: readonly Removed[]): unknown {
  const [whole] = removed;
  if (whole?.path.length === 0) return whole.value;
  const order = structuredClone(raw);
  for (const { path, value } of removed) {
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((at, key) => (isObject(at) || Array.isArray(at) ? (at as Json)[key] : undefined), order);
    const key = path.at(-1);
    if (key !== undefined && (isObject(holder) || Array.isArray(holder)))
      Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return order;
}

function strip(value: Json, place: string, path: Removed['path'], removed: Removed[]): Json {
  const allowed = harmless.get(place);
  const kept: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    const isPersonal = allowed ? !allowed.includes(key) : suspicious.test(key) && !place.startsWith(sellersOwn);
    if (isPersonal) removed.push({ path: at, value: inner });
    else kept.push([key, descend(inner, place ? `${place}.${key}` : key, at, removed)]);
  }
  return Object.fromEntries(kept);
}

function descend(value: unknown, place: string, path: Removed['path'], removed: Removed[]): unknown {
  if (isObject(value)) return strip(value, place, path, removed);
  if (Array.isArray(value)) return value.map((inner, i) => descend(inner, place, [...path, i], removed));
  if (!harmless.has(place) || value === null) return value;
  // Text where an object with personal data should be.
  removed.push({ path, value });
  return null;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
