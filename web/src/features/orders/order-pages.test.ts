import { describe, expect, it } from 'vitest';
import type { OrderRow } from '#src/modules/search/contract.ts';
import { missing, type Pages, patched, rowsOf } from './order-pages.ts';

const row = (orderId: string, status = 'unshipped'): OrderRow => ({
  accountId: '1',
  orderId,
  sellerOrderId: null,
  marketplaceId: 'ATVPDKIKX0DER',
  salesChannel: 'Amazon.com',
  status,
  statusRaw: status.toUpperCase(),
  fulfilledBy: 'merchant',
  serviceLevel: 'STANDARD',
  programs: [],
  purchasedAt: '2026-03-01T00:00:00.000Z',
  updatedAt: '2026-03-01T00:00:00.000Z',
  shipBy: null,
  deliverBy: null,
  total: null,
  currency: null,
  units: 1,
  unitsShipped: 0,
  lines: [],
  lineCount: 0,
  buyerMask: null,
  shipTo: null,
  poNumber: null,
  cancelRequestedAt: null,
  heldAt: null,
  tags: [],
  assignee: null,
  notes: 0,
  tracking: null,
  carrier: null,
  writeState: null,
  depth: 'full',
});
const pagesOf = (...pages: OrderRow[][]): Pages => ({
  pages: pages.map((items) => ({ items, next: 'c' })),
  pageParams: pages.map(() => ''),
});

describe('loaded pages', () => {
  it('take newer rows in place: the list keeps its order and length', () => {
    const before = pagesOf([row('a'), row('b')], [row('c')]);
    const after = patched(before, [row('c', 'shipped'), row('x', 'shipped')]);
    expect(rowsOf(after).map((each) => `${each.orderId} ${each.status}`)).toEqual(['a unshipped', 'b unshipped', 'c shipped']);
    expect(after.pages[0]).toBe(before.pages[0]);
  });

  it('tell which orders of a fresh page are new', () => {
    expect(missing(pagesOf([row('a')]), { items: [row('z'), row('a')], next: null }).map((each) => each.orderId)).toEqual(['z']);
  });

  it('show an order that moved while paging once', () => {
    expect(rowsOf(pagesOf([row('a'), row('b')], [row('b'), row('c')])).map((each) => each.orderId)).toEqual(['a', 'b', 'c']);
  });
});
