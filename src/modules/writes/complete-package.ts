import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { amazonCarrier, carrierOf, identifyTracking } from '#src/modules/shipping/questions.ts';
import type { ConfirmPackage } from './contract.ts';
import { parcelOf } from './parcels.ts';
import { unshipped } from './rules.ts';
import type { Content, OrderNow, PackagePayload, Parcel, Write } from './write.ts';

type Carrier = { carrierCode: string; carrierName?: string };

/**
 * Fills in what the person left open. A confirmation: the carrier from the number, all that is unshipped, now, and a
 * reference of our own. An edit: what the package shows, so that nothing changes but what was asked for. An unknown
 * carrier is ''.
 */
export function completePackage(
  order: OrderNow,
  asked: ConfirmPackage,
  kind: 'confirm' | 'edit',
  busy: readonly Write[],
  now: Date,
): PackagePayload {
  const country = marketplaceOf(order.marketplaceId)?.country ?? '';
  const before = kind === 'edit' && asked.reference !== undefined ? parcelOf(order, asked.reference) : undefined;
  const { normalised } = identifyTracking(asked.trackingNumber, { country });
  const service = asked.shippingMethod ?? before?.service ?? undefined;
  return {
    marketplaceId: order.marketplaceId,
    reference: asked.reference ?? freeReference(order, busy, now),
    ...carrierFor(asked, before, country),
    ...(service ? { shippingMethod: service } : {}),
    trackingNumber: normalised || asked.trackingNumber,
    shipDate: asked.shipDate ?? (before?.shipDate ? new Date(before.shipDate).toISOString() : now.toISOString()),
    items: asked.items ? merged(asked.items) : (before?.items ?? everythingLeft(order, busy)),
    ...(before ? { before } : {}),
  };
}

/** The one that the person chose, else the one that the number speaks for, else the one that the package has. */
function carrierFor(asked: ConfirmPackage, before: Parcel | undefined, country: string): Carrier {
  if (asked.carrierCode !== undefined) return named(asked.carrierCode, asked.carrierName, before, country);
  const code = identifyTracking(asked.trackingNumber, { country }).carriers[0]?.code;
  if (code !== undefined) return amazonCarrier(code, country);
  return before?.carrierCode ? named(before.carrierCode, undefined, before, country) : { carrierCode: '' };
}

/** A person may give any spelling; what we know is sent in Amazon's, the rest as it is. */
function named(code: string, name: string | undefined, before: Parcel | undefined, country: string): Carrier {
  if (code === 'Other') return { carrierCode: 'Other', carrierName: name ?? '' };
  const ours = carrierOf(code);
  if (ours !== undefined) return amazonCarrier(ours, country);
  // Amazon shows the name that was given with `Other`, and does not take it for a code.
  return code === before?.carrierCode ? { carrierCode: 'Other', carrierName: code } : { carrierCode: code };
}

/** An item that is named twice is one line for Amazon. */
function merged(items: NonNullable<ConfirmPackage['items']>): PackagePayload['items'] {
  const byId = new Map<string, PackagePayload['items'][number]>();
  for (const { itemId, quantity, transparencyCodes } of items) {
    const other = byId.get(itemId);
    const codes = [...(other?.transparencyCodes ?? []), ...(transparencyCodes ?? [])];
    byId.set(itemId, { itemId, quantity: (other?.quantity ?? 0) + quantity, ...(codes.length > 0 ? { transparencyCodes: codes } : {}) });
  }
  return [...byId.values()];
}

function everythingLeft(order: OrderNow, busy: readonly Write[]): Content[] {
  const left = unshipped(order, busy);
  return order.items.flatMap(({ itemId }) => {
    const quantity = left.get(itemId) ?? 0;
    return quantity > 0 ? [{ itemId, quantity }] : [];
  });
}

/**
 * A reference that nobody else uses: the same one at Amazon means an edit, and tools count from 1. Seconds since 1970,
 * moved on past those in use and those of ours that may be tried again.
 */
export function freeReference(order: OrderNow, busy: readonly Write[], now: Date): string {
  const used = new Set([
    ...order.references,
    ...order.packages.map((parcel) => parcel.reference),
    ...busy.flatMap((write) => (write.kind === 'cancel' ? [] : [write.payload.reference])),
  ]);
  let reference = Math.floor(now.getTime() / 1000);
  while (used.has(String(reference))) reference += 1;
  return String(reference);
}
