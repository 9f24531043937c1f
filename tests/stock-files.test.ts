import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushQuantities, setBuffer, setChannel, startListings } from '#src/modules/inventory/index.ts';
import type { OfferApi } from '#src/modules/inventory/ports.ts';
import { wayOf } from '#src/modules/inventory/push-way-rules.ts';
import { channelsOf } from '#src/modules/inventory/questions.ts';
import { silentLog } from '#src/platform/log.ts';
import { sellerApis } from '#src/seller-apis.ts';
import { type SimulatedDesk, simulatedDesk } from './support/simulated-desk.ts';

const us = 'ATVPDKIKX0DER';
let desk: SimulatedDesk;
let connected: OfferApi;
beforeAll(async () => {
  desk = await simulatedDesk();
  const { accountId, database, sealing, clock } = desk;
  const random = () => 0.5;
  const amazon = { sleep: async () => {} };
  const api = await sellerApis({ database, sealing, clock, log: silentLog, version: '0', random, readOnlyDesk: false, amazon }).apiOf(
    accountId,
  );
  if (!api) throw new Error('the account is not connected');
  connected = api;
  await database.write([accountId], (tx) => startListings(tx, accountId, clock.now()));
  await desk.live(3 * 60_000);
});
afterAll(() => desk?.close());

/** As if each offer took a minute by itself. */
const allInFiles = {
  wayOf: (waiting: ReadonlyMap<string, number>, last: Date | null, now: Date) =>
    wayOf(new Map([...waiting].map(([store, count]) => [store, count * 300])), last, now),
};
let keys = 0;
/** The work of quantities alone, until it has nothing left; both clocks follow it. `api` stands for Amazon. */
async function push(api: OfferApi = connected, way: { wayOf?: typeof wayOf } = allInFiles): Promise<void> {
  const { database, clock, accountId } = desk;
  const newKey = () => `file ${(keys += 1)}`;
  const work = pushQuantities({ database, clock, offersOf: async () => api, sellerIdOf: async () => sellerId(), newKey, ...way });
  for (let rounds = 0; rounds < 1_000; rounds += 1) {
    const again = await work(accountId);
    if (!(again instanceof Date)) throw new Error('it rests');
    if ((await offers()).every(({ state }) => state === null || state === 'verified' || state === 'rejected')) return;
    await desk.step(Math.max(1, again.getTime() - clock.now().getTime()));
  }
  throw new Error('it does not come to an end');
}

type Offer = { sku: string; marketplaceId: string; wanted: number | null; state: string | null; reason: string | null; way: string | null };
const offers = () =>
  desk.database.read([desk.accountId], (db) =>
    db.query<Offer>({
      text: `SELECT sku, marketplace_id AS "marketplaceId", wanted, push_state AS state, push_reason AS reason, push_way AS way
        FROM stock_offer WHERE account_id = $1 AND channel = 'FBM' ORDER BY sku, marketplace_id`,
      values: [desk.accountId],
    }),
  );
const sellerId = () => desk.simulator.control.accounts()[0]?.sellerId ?? '';
const calls = (operation: string) => desk.simulator.control.requests.all().filter((call) => call.operation === operation).length;
const holdBack = (buffer: number) => setChannel(desk, desk.accountId, { pushes: true, buffer });
/** What has been told something and does not show it at Amazon. */
const unlike = async () =>
  (await offers()).filter(
    ({ sku, marketplaceId, wanted, state }) =>
      state !== null && state !== 'rejected' && desk.simulator.control.shownQuantity(sellerId(), marketplaceId, sku) !== wanted,
  );

describe('many quantities at once', () => {
  it('go in a file for each store, and every one is read back', async () => {
    await holdBack(1);
    await push(connected, {});
    const told = (await offers()).filter(({ wanted }) => wanted !== null);
    expect(told.length).toBeGreaterThan(800);
    expect(await unlike()).toEqual([]);
    expect([calls('createFeed'), calls('patchListingsItem')]).toEqual([3, 0]);
    expect(new Set(told.map(({ way }) => way))).toEqual(new Set(['file']));
    const [channel] = await desk.database.read([desk.accountId], channelsOf);
    expect(channel?.way).toMatchObject({ way: 'file', offers: told.length });
    expect(channel?.way?.singleSeconds).toBeGreaterThan(channel?.way?.fileSeconds ?? 0);
    // A handful is enough for what follows.
    await desk.database.write([desk.accountId], (tx) =>
      tx.query({ text: `DELETE FROM stock_offer WHERE account_id = $1 AND sku NOT LIKE 'KT-MUG-%'`, values: [desk.accountId] }),
    );
  });

  it('a line that Amazon refuses says why and stops no other', async () => {
    await desk.step(21 * 60_000);
    const { accountId, clock } = desk;
    await desk.database.write([accountId], async (tx) => {
      // It was there when it was looked at, and is gone when the file is worked on.
      await tx.query({
        text: `INSERT INTO stock_sku SELECT account_id, 'KT-GONE', product_id, 'person', mapped_at FROM stock_sku WHERE account_id = $1 ORDER BY sku LIMIT 1`,
        values: [accountId],
      });
      await tx.query({
        text: `INSERT INTO stock_offer (account_id, sku, marketplace_id, channel, shown, looked_at, seen_at) VALUES ($1, 'KT-GONE', $2, 'FBM', 1, $3, $3)`,
        values: [accountId, us, clock.now()],
      });
    });
    await holdBack(2);
    await push();
    const gone = (await offers()).filter(({ sku }) => sku === 'KT-GONE');
    expect(gone).toMatchObject([{ state: 'rejected', way: 'file', reason: expect.stringMatching(/does not exist.*13013/) }]);
    expect((await offers()).filter(({ state }) => state === 'rejected')).toHaveLength(1);
    expect(await unlike()).toEqual([]);
    expect(calls('patchListingsItem')).toBe(0);
  });

  it('a file whose answer was lost is found at Amazon and not sent again', async () => {
    await desk.step(21 * 60_000);
    const before = calls('createFeed');
    desk.simulator.control.faults.add({ kind: 'reset-after', match: { operation: 'createFeed' }, count: 1 });
    await holdBack(3);
    await push();
    expect(await unlike()).toEqual([]);
    expect(calls('createFeed')).toBe(before + 3);
  });

  it('a file that Amazon cannot work on goes one by one', async () => {
    await desk.step(21 * 60_000);
    await holdBack(4);
    const before = calls('patchListingsItem');
    // What arrives is no file of quantities.
    await push({ ...connected, uploadQuantities: (file) => connected.uploadQuantities({ ...file, sellerId: 'SOMEBODY' }) });
    expect(await unlike()).toEqual([]);
    expect(calls('patchListingsItem') - before).toBeGreaterThan(10);
  });
});

describe('a desk that is killed', () => {
  const steps = ['uploadQuantities', 'submitQuantities', 'feedStatus', 'quantityReport', 'listedItems', 'patchQuantity'] as const;
  const killed = new Error('kill -9');
  /** An Amazon at whose call the desk dies: before it leaves, or before its answer is heard. */
  const deadlyAt = (step: (typeof steps)[number], when: 'before' | 'after'): OfferApi => {
    const call: (...args: never[]) => Promise<unknown> = connected[step];
    const dying = async (...args: never[]) => {
      if (when === 'after') await call(...args);
      throw killed;
    };
    return { ...connected, [step]: dying };
  };

  it.each(steps.flatMap((step) => (['before', 'after'] as const).map((when) => ({ step, when }))))(
    '$when $step goes on where it was: nothing is sent twice in a file, everything shows',
    async ({ step, when }) => {
      await desk.step(21 * 60_000);
      // Few enough for one by one, or enough for files.
      const isSingle = step === 'patchQuantity';
      if (isSingle)
        for (const { sku, marketplaceId } of (await offers()).filter(({ state }) => state === 'verified').slice(0, 5))
          await setBuffer(desk, desk.accountId, { sku, marketplaceId, buffer: when === 'before' ? 20 : 30 });
      else await holdBack(5 + steps.indexOf(step) * 2 + (when === 'after' ? 1 : 0));
      desk.simulator.control.requests.clear();
      const way = isSingle ? {} : allInFiles;
      await expect(push(deadlyAt(step, when), way)).rejects.toThrow(killed);
      await push(connected, way);
      expect(await unlike()).toEqual([]);
      const stores = desk.simulator.control.requests
        .all()
        .filter(({ operation }) => operation === 'createFeed')
        .flatMap(({ body }) => (JSON.parse(body) as { marketplaceIds: string[] }).marketplaceIds);
      expect(new Set(stores).size).toBe(stores.length);
      expect(stores.length > 0).toBe(!isSingle);
    },
  );
});
