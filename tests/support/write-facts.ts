import type { OrderNow, PackagePayload, Parcel, Write, WritePayload } from '#src/modules/writes/write.ts';

/** An ordinary open order of two items as the rules of writes see it; tests change what they are about. */
export const orderNow = (changes: Partial<OrderNow> = {}): OrderNow => ({
  orderId: '111-0000001-0000001',
  marketplaceId: 'ATVPDKIKX0DER',
  status: 'unshipped',
  fulfilledBy: 'merchant',
  depth: 'full',
  programs: [],
  purchasedAt: new Date('2026-11-20T10:00:00Z'),
  updatedAt: new Date('2026-11-20T10:30:00Z'),
  shipBy: new Date('2026-11-24T07:59:59Z'),
  cancelRequested: false,
  cancelRequestedAt: null,
  hold: null,
  addressChangedAt: null,
  regulated: null,
  items: [
    { itemId: '1', sku: 'MUG', quantity: 3, shipped: 0, cancelled: 0, programs: [], serials: false },
    { itemId: '2', sku: 'BOWL', quantity: 1, shipped: 0, cancelled: 0, programs: [], serials: false },
  ],
  packages: [],
  references: [],
  ...changes,
});

export const parcel = (changes: Partial<Parcel> = {}): Parcel => ({
  reference: '77',
  carrierCode: 'UPS',
  tracking: '1Z5R89390357567127',
  status: 'in_transit',
  service: null,
  shipDate: '2026-11-21T09:00:00.000Z',
  items: [{ itemId: '1', quantity: 1 }],
  ...changes,
});

export const packagePayload = (changes: Partial<PackagePayload> = {}): PackagePayload => ({
  marketplaceId: 'ATVPDKIKX0DER',
  reference: '77',
  carrierCode: 'UPS',
  trackingNumber: '1Z5R89390357567127',
  shipDate: '2026-11-21T09:00:00.000Z',
  items: [{ itemId: '1', quantity: 1 }],
  ...changes,
});

export const cancelPayload = (changes: object = {}) => ({
  marketplaceId: 'ATVPDKIKX0DER',
  reason: 'NoInventory',
  itemIds: ['1', '2'],
  cancelledBefore: 0,
  ...changes,
});

/** A write under way; in a state beyond the queue it has been sent once. */
export function madeWrite(what: WritePayload, changes: Partial<Omit<Write, 'kind' | 'payload'>> = {}): Write {
  const at = new Date('2026-11-21T10:00:00Z');
  const isSent = changes.state !== undefined && !['queued', 'withdrawn'].includes(changes.state);
  return {
    accountId: '1',
    writeId: '1',
    orderId: '111-0000001-0000001',
    state: 'queued',
    reason: null,
    amazonCode: null,
    amazonMessage: null,
    deadline: null,
    askedBy: 'Owner',
    askedAt: at,
    nextAt: at,
    attempts: isSent ? 1 : 0,
    reads: 0,
    sentAt: isSent ? at : null,
    acceptedAt: changes.state === 'accepted' ? at : null,
    verifiedAt: null,
    receipt: {},
    ...changes,
    ...what,
  };
}
