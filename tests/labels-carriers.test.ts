import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askLabel, getRates, printLabels, saveLabelSettings, switchCarrier, voidLabel } from '#src/modules/labels/index.ts';
import { labelsOf, numbersUnused } from '#src/modules/labels/questions.ts';
import { easypostStandIn } from '../simulator/carriers/easypost.ts';
import { shippoStandIn } from '../simulator/carriers/shippo.ts';
import { type StandIn } from '../simulator/carriers/stand-in.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

/** The carriers that are not Amazon's, on servers that stand in for them. */
let desk: SimulatedDesk;
const servers = new Map<string, StandIn>();
beforeAll(async () => {
  desk = await simulatedDesk();
  servers.set('easypost', await easypostStandIn());
  servers.set('shippo', await shippoStandIn());
  const address = { name: 'Meadow Mugs', lines: ['12 Mill Lane'], city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' };
  const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' } as const;
  const presets = [{ name: 'Box', parcel, skus: [], upTo: null, isDefault: true }];
  await saveLabelSettings(
    desk.app.labels,
    desk.accountId,
    { shipFrom: { address }, presets, rules: [], format: 'pdf', printer: null },
    'Owner',
  );
  await switchCarrier(desk.app.labels, desk.accountId, { kind: 'buy_shipping', enabled: false }, 'Owner');
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  await desk?.close();
});

describe.each(['easypost', 'shippo'] as const)('%s', (kind) => {
  const server = (): StandIn => {
    const found = servers.get(kind);
    if (!found) throw new Error(`no server stands in for ${kind}`);
    return found;
  };
  beforeAll(() =>
    switchCarrier(desk.app.labels, desk.accountId, { kind, enabled: true, key: 'secret-key', baseUrl: server().url }, 'Owner'),
  );
  afterAll(() => switchCarrier(desk.app.labels, desk.accountId, { kind, enabled: false }, 'Owner'));
  const labels = (orderId: string) => desk.database.read([desk.accountId], (db) => labelsOf(db, desk.accountId, orderId));

  test.each([undefined, 'lose-after', 'lose-before', 'break'] as const)(
    '%s: one label, confirmed at Amazon, printed and given back',
    async (fault) => {
      const { orderId } = await desk.order();
      const before = server().bought.size;
      const { quoteId, offers } = await getRates(desk.app.labels, desk.accountId, { orderId }, 'Owner');
      // An average of days, with one to spare against the day of the buyer.
      expect(offers).toEqual([expect.objectContaining({ estimated: true, latest: expect.stringMatching(/^2026-11-\d\dT12:00/) })]);
      const { labelId } = await askLabel(desk.app.labels, desk.accountId, { quoteId, offer: 0, key: `${kind} ${fault}` }, 'Owner');
      server().next = fault;
      await desk.live(10 * 60_000);
      const [label] = await labels(orderId);
      expect(label).toMatchObject({ state: 'bought', kind, hasFile: true, confirmation: 'asked', reason: null });
      expect(server().bought.size).toBe(before + 1);
      expect(Object.values(server().files).some((file) => file().toString().includes(`^FD${label?.tracking}^FS`))).toBe(true);
      expect(desk.simulator.control.order(orderId)).toMatchObject({ status: 'SHIPPED', packages: [{ trackingNumber: label?.tracking }] });
      expect((await printLabels(desk.app.labels, desk.accountId, [labelId], 'Owner')).type).toBe('application/pdf');
      await voidLabel(desk.app.labels, desk.accountId, labelId);
      await desk.live(40 * 60_000);
      expect((await labels(orderId))[0]).toMatchObject({ state: 'voided', refund: 'refunded' });
    },
  );

  test('of what is bought with a test key Amazon is not told', async () => {
    const keyed = (key: string) => switchCarrier(desk.app.labels, desk.accountId, { kind, enabled: true, key }, 'Owner');
    await keyed(kind === 'easypost' ? 'EZTKsecret' : 'shippo_test_secret');
    const { orderId } = await desk.order();
    const { quoteId } = await getRates(desk.app.labels, desk.accountId, { orderId }, 'Owner');
    await askLabel(desk.app.labels, desk.accountId, { quoteId, offer: 0, key: `${kind} sample` }, 'Owner');
    await desk.live(10 * 60_000);
    expect(await labels(orderId)).toMatchObject([{ state: 'bought', reason: 'labels.reason.sample' }]);
    expect(desk.simulator.control.order(orderId)).toMatchObject({ status: 'UNSHIPPED', packages: [] });
    await keyed('secret-key');
  });

  test('another label takes the place of one that was given back: Amazon is told its number for the same package', async () => {
    const { orderId } = await desk.order();
    const buy = async (key: string) => {
      const { quoteId } = await getRates(desk.app.labels, desk.accountId, { orderId }, 'Owner');
      await askLabel(desk.app.labels, desk.accountId, { quoteId, offer: 0, key: `${kind} ${key}` }, 'Owner');
      await desk.live(5 * 60_000);
      return (await labels(orderId))[0];
    };
    const first = await buy('first');
    await voidLabel(desk.app.labels, desk.accountId, first?.labelId ?? '');
    await desk.live(60_000);
    // The carrier has it back, the money comes later: its units are free, and the desk says that Amazon shows a dead number.
    expect((await labels(orderId))[0]).toMatchObject({ state: 'voiding', refund: 'pending' });
    const unused = () => desk.database.read([desk.accountId], (db) => numbersUnused(db, desk.accountId, new Date(0)));
    expect(await unused()).toContain(orderId);
    const second = await buy('second');
    expect(second).toMatchObject({ state: 'bought', confirmation: 'asked', reason: null });
    expect(desk.simulator.control.order(orderId)).toMatchObject({ status: 'SHIPPED', packages: [{ trackingNumber: second?.tracking }] });
    expect(await unused()).not.toContain(orderId);
    await expect(getRates(desk.app.labels, desk.accountId, { orderId }, 'Owner')).rejects.toThrow('writes.skip.shipped');
  });

  test('the recipient goes to the carrier, by the vault and its log, and is kept nowhere', async () => {
    const order = await desk.order();
    await getRates(desk.app.labels, desk.accountId, { orderId: order.orderId }, 'Owner');
    expect(JSON.stringify(server().calls.at(-1)?.body)).toContain(order.address.line1);
    const rows = await desk.database.read([desk.accountId], (db) =>
      db.query<{ text: string }>({ text: 'SELECT q::text AS text FROM label_quote q WHERE q.account_id = $1', values: [desk.accountId] }),
    );
    expect(rows.map(({ text }) => text).join()).not.toContain(order.address.line1);
    const reads = await desk.database.read([desk.accountId], (db) =>
      db.query({
        text: 'SELECT purpose FROM vault_read WHERE account_id = $1 AND $2 = ANY(order_ids)',
        values: [desk.accountId, order.orderId],
      }),
    );
    expect(reads).toEqual([{ purpose: 'rates of a label' }]);
  });
});
