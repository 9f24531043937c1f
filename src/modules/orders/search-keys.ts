import type { PackageFacts } from './facts.ts';

export type SearchKey = { kind: SearchKeyKind; key: string };
export type SearchKeyKind = 'sku' | 'asin' | 'alias' | 'po' | 'track' | 'carrier' | 'tag' | 'mail' | 'name';

/** Keys are compared folded: case and blanks never matter to a seller. */
export const foldKey = (text: string): string => text.trim().toLowerCase();

/** A tracking number without the blanks and dashes that people and carriers put in. */
export const foldTracking = (text: string): string => text.replace(/[\s-]+/g, '').toLowerCase();

type Keyed = {
  sellerOrderId: string | null;
  poNumber: string | null;
  items: readonly { sku: string; asin: string }[];
  packages: readonly PackageFacts[];
};

/** The words under which an order is found, without those of personal data and tags, which have writers of their own. */
export function searchKeys({ sellerOrderId, poNumber, items, packages }: Keyed): SearchKey[] {
  const keys = new Map<string, SearchKey>();
  const add = (kind: SearchKeyKind, text: string | null | undefined, fold = foldKey) => {
    const key = text ? fold(text) : '';
    if (key) keys.set(`${kind} ${key}`, { kind, key });
  };
  add('alias', sellerOrderId);
  add('po', poNumber);
  for (const item of items) {
    add('sku', item.sku);
    add('asin', item.asin);
  }
  for (const parcel of packages) {
    add('track', parcel.tracking, foldTracking);
    add('carrier', parcel.carrierRaw);
  }
  return [...keys.values()];
}
