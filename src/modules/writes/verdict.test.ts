import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cancelPayload, madeWrite, orderNow, packagePayload, parcel } from '../../../tests/support/write-facts.ts';
import type { WriteState } from './states.ts';
import { lateMs, readBackAfterMs, settleMs, verdict } from './verdict.ts';
import type { OrderNow, PackagePayload, Parcel, Receipt, Write } from './write.ts';

const sentAt = new Date('2026-11-21T10:00:00Z');
const after = (ms: number) => new Date(sentAt.getTime() + ms);
const soon = after(10_000);
const settled = after(settleMs);

const confirm = (state: WriteState, receipt: Receipt = {}) => madeWrite({ kind: 'confirm', payload: packagePayload() }, { state, receipt });
const before = parcel();
const edit = (state: WriteState, change: Partial<PackagePayload> = { trackingNumber: 'NEW' }) =>
  madeWrite({ kind: 'edit', payload: packagePayload({ before, ...change }) }, { state });
const cancel = (state: WriteState, receipt: Receipt = {}) => madeWrite({ kind: 'cancel', payload: cancelPayload() }, { state, receipt });

const says = (write: Write, order: OrderNow, readAt = soon): string => {
  const found = verdict(write, order, readAt);
  const why = 'reason' in found ? (found.reason ?? '') : found.kind === 'wait' && found.late ? 'late' : '';
  return `${found.kind} ${why.replace('writes.', '')}`.trim();
};
const holding = (...packages: Parcel[]) => orderNow({ packages, status: 'shipped' });

describe('a confirmation', () => {
  const cases: [string, Write, OrderNow, Date, string][] = [
    ['is verified when it shows', confirm('accepted'), holding(parcel()), soon, 'verified'],
    ['is verified when its answer was lost', confirm('sent'), holding(parcel()), soon, 'verified'],
    [
      'is verified although a later try was refused',
      confirm('sent', { refusal: { code: 'X', message: 'no' } }),
      holding(parcel()),
      soon,
      'verified',
    ],
    [
      'is verified whatever the carrier is called',
      confirm('accepted'),
      holding(parcel({ carrierCode: 'United Parcel' })),
      soon,
      'verified',
    ],
    ['is not verified by fewer units', confirm('accepted'), holding(parcel({ items: [{ itemId: '2', quantity: 1 }] })), soon, 'wait'],
    [
      'has come with other contents when that lasts',
      confirm('accepted'),
      holding(parcel({ items: [{ itemId: '2', quantity: 1 }] })),
      settled,
      'verified reason.changedSince',
    ],
    [
      'is not verified by a package that was called off',
      confirm('accepted'),
      holding(parcel({ reference: '1', status: 'cancelled' })),
      soon,
      'wait',
    ],
    [
      'is not verified by the same number for other units',
      confirm('accepted'),
      holding(parcel({ reference: '1', items: [{ itemId: '2', quantity: 1 }] })),
      soon,
      'wait',
    ],
    [
      'has come when somebody has changed it since',
      confirm('sent'),
      holding(parcel({ tracking: 'OTHER' })),
      settled,
      'verified reason.changedSince',
    ],
    [
      'is done when somebody else has done it',
      confirm('queued'),
      holding(parcel({ reference: '1' })),
      soon,
      'verified reason.doneElsewhere',
    ],
    [
      'is done by somebody else after it was lost, too',
      confirm('sent'),
      holding(parcel({ reference: '1' })),
      settled,
      'verified reason.doneElsewhere',
    ],
    ['waits in the queue', confirm('queued'), orderNow(), settled, 'wait'],
    ['waits while it may still show', confirm('sent'), orderNow(), after(settleMs - 1), 'wait'],
    ['goes again when it had time to show', confirm('sent'), orderNow(), settled, 'resend'],
    ['never goes again once Amazon took it', confirm('accepted'), orderNow(), after(10 * settleMs), 'wait late'],
    ['is late after an hour', confirm('accepted'), orderNow(), after(lateMs - 1), 'wait'],
    [
      'is refused when Amazon said so and nothing shows',
      confirm('sent', { refusal: { code: 'X', message: 'no' } }),
      orderNow(),
      soon,
      'rejected rejected.byAmazon',
    ],
    ['is impossible for a cancelled order', confirm('queued'), orderNow({ status: 'cancelled' }), soon, 'rejected rejected.orderCancelled'],
    ['was refused and shows after all', confirm('rejected'), holding(parcel()), soon, 'verified reason.shownLate'],
    ['was refused and stays so', confirm('rejected'), orderNow({ status: 'cancelled' }), settled, 'wait'],
  ];
  test.each(cases)('%s', (_, write, order, readAt, expected) => {
    expect(says(write, order, readAt)).toBe(expected);
  });

  test('that was refused before it was ever sent is not looked for', () => {
    expect(says({ ...confirm('rejected'), attempts: 0 }, holding(parcel()))).toBe('wait');
  });
});

describe('an edit', () => {
  const other = parcel({ tracking: 'THEIRS' });
  const cases: [string, Write, OrderNow, Date, string][] = [
    ['is verified when the new number shows', edit('accepted'), holding(parcel({ tracking: 'new' })), soon, 'verified'],
    [
      'is verified with the carrier in other words',
      edit('accepted'),
      holding(parcel({ tracking: 'NEW', carrierCode: 'Brown' })),
      soon,
      'verified',
    ],
    ['of the carrier alone is not done before it is sent', edit('queued', { carrierCode: 'FedEx' }), holding(parcel()), soon, 'wait'],
    [
      'of the carrier alone is verified by the carrier',
      edit('accepted', { carrierCode: 'FedEx' }),
      holding(parcel({ carrierCode: 'FEDEX' })),
      soon,
      'verified',
    ],
    ['of the carrier alone waits for the carrier', edit('accepted', { carrierCode: 'FedEx' }), holding(parcel()), soon, 'wait'],
    [
      'to fewer units is not done before it is sent',
      edit('queued', { before: parcel({ items: [{ itemId: '1', quantity: 2 }] }) }),
      holding(parcel({ items: [{ itemId: '1', quantity: 2 }] })),
      soon,
      'wait',
    ],
    [
      'of the date alone is verified by the date',
      edit('accepted', { shipDate: '2026-11-21T08:00:00Z' }),
      holding(parcel({ shipDate: '2026-11-21T08:00:00+00:00' })),
      soon,
      'verified',
    ],
    ['of the date alone waits for the date', edit('accepted', { shipDate: '2026-11-21T08:00:00Z' }), holding(parcel()), soon, 'wait'],
    ['waits while the package is as before', edit('accepted'), holding(before), soon, 'wait'],
    ['goes again when its answer was lost', edit('sent'), holding(before), settled, 'resend'],
    ['never goes over the change of somebody else', edit('sent'), holding(other), settled, 'rejected rejected.changedElsewhere'],
    ['gives way in the queue', edit('queued'), holding(other), soon, 'rejected rejected.changedElsewhere'],
    ['gives way to another carrier', edit('queued'), holding(parcel({ carrierCode: 'DHL' })), soon, 'rejected rejected.changedElsewhere'],
    [
      'gives way to another date',
      edit('queued'),
      holding(parcel({ shipDate: '2026-11-20T09:00:00.000Z' })),
      soon,
      'rejected rejected.changedElsewhere',
    ],
    [
      'gives way to other contents',
      edit('queued'),
      holding(parcel({ items: [{ itemId: '1', quantity: 2 }] })),
      soon,
      'rejected rejected.changedElsewhere',
    ],
    ['gives way after it was taken', edit('accepted'), holding(other), soon, 'rejected rejected.changedElsewhere'],
    ['is done when somebody else has done it', edit('queued'), holding(parcel({ tracking: 'NEW' })), soon, 'verified reason.doneElsewhere'],
    [
      'is not done by half of it',
      edit('queued', { trackingNumber: 'NEW', carrierCode: 'FedEx' }),
      holding(parcel({ tracking: 'NEW' })),
      soon,
      'rejected rejected.changedElsewhere',
    ],
  ];
  test.each(cases)('%s', (_, write, order, readAt, expected) => {
    expect(says(write, order, readAt)).toBe(expected);
  });
});

describe('a cancellation', () => {
  const filed = { feedKey: 'k', messageId: 1 };
  const doubted = { ...filed, doubtSince: sentAt.toISOString() };
  const [mug, bowl] = orderNow().items;
  const rest = orderNow({
    status: 'shipped',
    items:
      mug && bowl
        ? [
            { ...mug, shipped: 1, cancelled: 2 },
            { ...bowl, cancelled: 1 },
          ]
        : [],
  });
  const shipped = orderNow({
    status: 'shipped',
    items:
      mug && bowl
        ? [
            { ...mug, shipped: 3 },
            { ...bowl, shipped: 1 },
          ]
        : [],
  });
  const cases: [string, Write, OrderNow, Date, string][] = [
    ['is verified when the order is cancelled', cancel('accepted', filed), orderNow({ status: 'cancelled' }), soon, 'verified'],
    ['is done when the buyer was first', cancel('queued'), orderNow({ status: 'cancelled' }), soon, 'verified reason.doneElsewhere'],
    ['is impossible once all is shipped', cancel('queued'), shipped, soon, 'rejected rejected.orderShipped'],
    ['is impossible once all is shipped, accepted or not', cancel('accepted', filed), shipped, soon, 'rejected rejected.orderShipped'],
    ['holds for the rest when a part was shipped', cancel('accepted', filed), rest, soon, 'verified reason.restCancelled'],
    [
      'is refused in the words of Amazon',
      cancel('sent', { ...filed, refusal: { code: '1', message: 'no' } }),
      orderNow(),
      soon,
      'rejected rejected.byAmazon',
    ],
    [
      'was refused because it had worked before',
      cancel('sent', { ...filed, refusal: { code: '1', message: 'no' } }),
      orderNow({ status: 'cancelled' }),
      soon,
      'verified',
    ],
    ['waits for the report of its file', cancel('sent', filed), orderNow(), after(10 * settleMs), 'wait'],
    ['waits in doubt', cancel('sent', doubted), orderNow(), soon, 'wait'],
    ['goes again when the doubt is settled', cancel('sent', doubted), orderNow(), settled, 'resend'],
    ['is late when Amazon took it and shows nothing', cancel('accepted', filed), orderNow(), after(lateMs), 'wait late'],
  ];
  test.each(cases)('%s', (_, write, order, readAt, expected) => {
    expect(says(write, order, readAt)).toBe(expected);
  });

  test('units that were cancelled before do not make it true', () => {
    const write = madeWrite(
      { kind: 'cancel', payload: cancelPayload({ itemIds: ['1'], cancelledBefore: 2 }) },
      { state: 'accepted', receipt: filed },
    );
    const order = orderNow({
      status: 'shipped',
      items:
        mug && bowl
          ? [
              { ...mug, shipped: 1, cancelled: 2 },
              { ...bowl, shipped: 1 },
            ]
          : [],
    });
    expect(says(write, order)).toBe('rejected rejected.orderShipped');
  });
});

const anyParcel: fc.Arbitrary<Parcel> = fc.record({
  reference: fc.constantFrom('1', '77'),
  carrierCode: fc.constantFrom('UPS', 'FedEx', null),
  tracking: fc.constantFrom('1Z5R89390357567127', 'NEW', 'THEIRS', null),
  status: fc.constantFrom('in_transit', 'delivered', 'cancelled'),
  service: fc.constantFrom(null, 'Ground'),
  shipDate: fc.constantFrom(null, '2026-11-21T09:00:00.000Z', '2026-11-20T09:00:00.000Z'),
  items: fc.constantFrom<Parcel['items'][]>([], [{ itemId: '1', quantity: 1 }], [{ itemId: '1', quantity: 2 }]),
});
const anyOrder = fc.record({
  packages: fc.uniqueArray(anyParcel, { selector: (each) => each.reference, maxLength: 2 }),
  status: fc.constantFrom('unshipped', 'partially_shipped', 'shipped', 'cancelled', 'unknown'),
});
const anyWrite = fc
  .tuple(
    fc.constantFrom<WriteState>('queued', 'sent', 'accepted', 'rejected'),
    fc.constantFrom('confirm', 'edit', 'cancel'),
    fc.constantFrom<Receipt>({}, { refusal: { code: 'X', message: 'no' } }),
  )
  .map(([state, kind, receipt]) =>
    kind === 'confirm'
      ? confirm(state, receipt)
      : kind === 'edit'
        ? { ...edit(state), receipt }
        : cancel(state, { feedKey: 'k', ...receipt }),
  );

describe('whatever Amazon shows', () => {
  test('only what was sent and lost goes again, and never over a package that is there', () => {
    /** Nobody has made the package, or changed it from what it was. */
    const isUntouched = (write: Write, { packages }: OrderNow) => {
      const own = packages.find((each) => each.reference === '77');
      if (write.kind === 'cancel' || !own) return true;
      return write.kind === 'edit' && [before.tracking, write.payload.trackingNumber].includes(own.tracking ?? '');
    };
    fc.assert(
      fc.property(anyWrite, anyOrder, fc.integer({ min: 0, max: 3 * settleMs }), (write, changes, ms) => {
        const order = orderNow(changes);
        const mayGo = write.state === 'sent' && ms >= settleMs && write.receipt.refusal === undefined && isUntouched(write, order);
        expect(verdict(write, order, after(ms)).kind !== 'resend' || mayGo).toBe(true);
      }),
    );
  });

  test('nothing is verified that does not show, and a sweep decides as a read-back does', () => {
    const isThere = (write: Write, { packages, status }: OrderNow) =>
      write.kind === 'cancel'
        ? status === 'cancelled'
        : packages.some((each) => each.reference === '77' || each.tracking === write.payload.trackingNumber);
    fc.assert(
      fc.property(anyWrite, anyOrder, (write, changes) => {
        const order = orderNow(changes);
        const bySweep = verdict(write, order, new Date(0));
        expect(bySweep.kind).toBe(verdict(write, order, soon).kind);
        expect(bySweep.kind !== 'verified' || isThere(write, order)).toBe(true);
      }),
    );
  });
});

test('read-backs come close together at first and never rest for more than half an hour', () => {
  const waits = Array.from({ length: 30 }, (_, reads) => readBackAfterMs(reads));
  expect(waits[0]).toBe(6000);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(Math.max(...waits)).toBe(1_800_000);
});
