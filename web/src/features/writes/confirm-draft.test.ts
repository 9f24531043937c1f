import { describe, expect, it } from 'vitest';
import type { OrderItem } from '#src/modules/orders/contract.ts';
import { writeRequest } from '#src/modules/writes/contract.ts';
import type { ActionTarget } from './action-store.ts';
import { confirmRequest, emptyParcel, firstDrafts, packageOf, pasted, withParcel } from './confirm-draft.ts';

const target = (orderId: string): ActionTarget => ({
  accountId: '1',
  orderId,
  status: 'unshipped',
  fulfilledBy: 'merchant',
  marketplaceId: 'ATVPDKIKX0DER',
  buyerMask: null,
  tags: [],
  assignee: null,
  units: 2,
  unitsShipped: 0,
  lines: [],
  cancelRequestedAt: null,
  heldAt: null,
});
const item = (itemId: string, quantity: number, shipped = 0): OrderItem => ({
  itemId,
  known: true,
  sku: itemId,
  asin: '',
  title: '',
  quantity,
  shipped,
  cancelled: 0,
  condition: null,
  unitPrice: null,
  total: null,
  programs: [],
  gift: false,
  customised: false,
  cancelRequested: false,
  statusRaw: null,
  detail: {},
});

describe('drafts of a confirmation', () => {
  it('a pasted column fills the list downwards from where it was pasted', () => {
    const drafts = pasted(firstDrafts([target('a'), target('b'), target('c')]), 1, '1Z1\r\n\n 1Z2 \n1Z3');
    expect(drafts.map((draft) => draft.parcels[0]?.tracking)).toEqual(['', '1Z1', '1Z2']);
  });

  it('orders without a tracking number are left alone; the request fits its contract', () => {
    const request = confirmRequest(pasted(firstDrafts([target('a'), target('b')]), 1, '1Z1'));
    expect(request).toEqual({ action: 'confirm', packages: [{ accountId: '1', orderId: 'b', trackingNumber: '1Z1' }] });
    expect(writeRequest.safeParse(request).success).toBe(true);
    expect(confirmRequest(firstDrafts([target('a')]))).toBeNull();
  });

  it('a second parcel begins empty while the first holds what is left to ship', () => {
    const [draft] = firstDrafts([target('a')]);
    if (!draft) throw new Error('no draft');
    const { parcels } = withParcel(draft, [item('i1', 3, 1), item('i2', 1)]);
    expect(parcels.map((parcel) => parcel.items)).toEqual([{ i1: 2, i2: 1 }, {}]);
    expect(parcels.map((parcel) => parcel.id)).toEqual([1, 2]);
  });

  it('sends quantities above nothing only, and a name with Other only', () => {
    const parcel = { id: 1, tracking: ' 1Z ', carrier: 'Other', carrierName: ' Local ', service: '', items: { i1: 1, i2: 0 }, codes: {} };
    expect(packageOf(target('a'), parcel)).toEqual({
      accountId: '1',
      orderId: 'a',
      trackingNumber: '1Z',
      carrierCode: 'Other',
      carrierName: 'Local',
      items: [{ itemId: 'i1', quantity: 1 }],
    });
    expect(packageOf(target('a'), { ...parcel, carrier: 'UPS' })).not.toHaveProperty('carrierName');
  });

  it('sends each Transparency code once, with the item it was scanned for, and the date that was set', () => {
    const [draft] = pasted(firstDrafts([target('a')]), 0, '1Z1');
    const parcel = { ...draft?.parcels[0], items: { i1: 2 }, codes: { i1: ' AZ:1\nAZ:2 AZ:1', i2: 'AZ:9' } };
    const request = confirmRequest([{ target: target('a'), parcels: [{ ...emptyParcel(1), ...parcel }] }], '2026-11-22T10:00:00.000Z');
    expect(request).toEqual({
      action: 'confirm',
      packages: [
        {
          accountId: '1',
          orderId: 'a',
          trackingNumber: '1Z1',
          shipDate: '2026-11-22T10:00:00.000Z',
          items: [{ itemId: 'i1', quantity: 2, transparencyCodes: ['AZ:1', 'AZ:2'] }],
        },
      ],
    });
    expect(writeRequest.safeParse(request).success).toBe(true);
  });
});
