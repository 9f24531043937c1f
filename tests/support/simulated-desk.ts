import type { WhoIs } from '#src/http/who.ts';
import { saveAccount } from '#src/modules/accounts/index.ts';
import type { ErrandStep } from '#src/modules/handover/index.ts';
import type { LabelStep } from '#src/modules/labels/index.ts';
import type { ReceiveStep } from '#src/modules/notifications/index.ts';
import type { OrderWrite } from '#src/modules/orders/contract.ts';
import type { PackStep } from '#src/modules/packing/index.ts';
import { fetchOrders, startSync } from '#src/modules/sync/index.ts';
import type { WriteRequest } from '#src/modules/writes/contract.ts';
import { askWrites, previewWrites, type Step } from '#src/modules/writes/index.ts';
import { writesOfOrder } from '#src/modules/writes/questions.ts';
import type { NewOrder } from '../../simulator/control/new-order.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/start-simulator.ts';
import type { SimOrder } from '../../simulator/store/sim-order.ts';
import { type ComposedDesk, composeDesk } from './compose-desk.ts';
import { type TestDatabase, testDatabase } from './postgres.ts';
import { live, moveClocks, settle } from './settle.ts';

export type SimulatedDesk = ComposedDesk & {
  simulator: Simulator;
  connection: TestDatabase['connection'];
  accountId: string;
  /** An order at Amazon that the desk has in full. */
  order(description?: NewOrder): Promise<SimOrder>;
  orders(count: number, description?: NewOrder): Promise<SimOrder[]>;
  /** Fetches orders as they are at Amazon now. */
  fetch(...orderIds: string[]): Promise<void>;
  /** Asks for a change; every row must be queued, unless `expectSkips`. Gives the ids of the writes. */
  ask(request: WriteRequest, key?: string): Promise<{ ids: (string | null)[]; keys: string[] }>;
  preview(request: WriteRequest): ReturnType<typeof previewWrites>;
  confirm(order: SimOrder, change?: Partial<ConfirmRow>): Promise<string>;
  edit(order: SimOrder, change: Partial<ConfirmRow>): Promise<string>;
  cancel(order: SimOrder, reason?: CancelReason): Promise<string>;
  writes(orderId: string): Promise<OrderWrite[]>;
  /** The only write of an order, in a few words: state, reason, Amazon's words. */
  outcome(orderId: string): Promise<string[]>;
  step(ms: number): Promise<void>;
  settle(horizonMs?: number): Promise<void>;
  /** Lets so much time pass at both, doing everything that falls due; in steps of at least `stepMs`. */
  live(ms: number, stepMs?: number): Promise<void>;
  close(): Promise<void>;
};

type ConfirmRow = Extract<WriteRequest, { action: 'confirm' }>['packages'][number];
type CancelReason = Extract<WriteRequest, { action: 'cancel' }>['reason'];

const simulatorStart = new Date('2026-11-22T12:00:00Z');
/** Numbers with the right check digit, so that nothing is warned of. */
export const upsNumbers = ['1Z5R89390357567127', '1Z879E930346834440', '1Z410E7W0392751591', '1Z8V92A70367203024'] as const;

/** A desk with a database of its own, connected to an Amazon of its own; both clocks stand still until they are stepped. */
export async function simulatedDesk(
  options: SimulatorOptions & {
    onStep?: (step: Step) => void;
    onReceive?: (step: ReceiveStep) => void;
    onLabel?: (step: LabelStep) => void;
    onErrand?: (step: ErrandStep) => void;
    onPack?: (step: PackStep) => void;
    whoIs?: WhoIs;
    timeoutMs?: number;
    database?: TestDatabase;
    backfill?: boolean;
  } = {},
): Promise<SimulatedDesk> {
  const { onStep, onReceive, onLabel, onErrand, onPack, whoIs, timeoutMs, database: given, backfill = false, ...shop } = options;
  const simulator = await startSimulator({ stepped: true, now: simulatorStart, seed: 7, ...shop });
  const test = given ?? (await testDatabase());
  const parts = {
    ...(onStep ? { onStep } : {}),
    ...(onReceive ? { onReceive } : {}),
    ...(onLabel ? { onLabel } : {}),
    ...(onErrand ? { onErrand } : {}),
    ...(onPack ? { onPack } : {}),
    ...(whoIs ? { whoIs } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const desk = composeDesk(test.connection, simulatorStart, parts);
  const { app, database, clock, sealing } = desk;
  const [account] = simulator.control.accounts();
  if (!account) throw new Error('the simulator has no account');
  const accountId = await saveAccount(
    { database, sealing, clock },
    {
      name: 'Demo',
      region: 'NA',
      host: 'simulator',
      sellerId: account.sellerId,
      apiUrl: simulator.url,
      tokenUrl: `${simulator.url}/auth/o2/token`,
      credentials: { clientId: account.clientId, clientSecret: account.clientSecret, refreshToken: account.refreshToken },
      marketplaces: account.marketplaceIds.map((marketplaceId) => ({ marketplaceId, participates: true, storeName: null })),
    },
    undefined,
    async (tx, id) => {
      await startSync(tx, id, clock);
      // The past in reports is what most tests are not about.
      if (!backfill) await tx.query({ text: `DELETE FROM due WHERE account_id = $1 AND work = 'stores'`, values: [id] });
    },
  );
  let asked = 0;

  const fetch = async (...orderIds: string[]) => {
    await database.write([accountId], (tx) => fetchOrders(tx, accountId, orderIds, 'person', clock));
    const isHere = async () => {
      const rows = await database.read([accountId], (db) =>
        db.query({ text: 'SELECT 1 FROM hydrate WHERE account_id = $1', values: [accountId] }),
      );
      return rows.length === 0;
    };
    while (!(await isHere())) {
      const ran = await app.runner.runDue();
      const next = await app.runner.nextDueAt();
      if (ran === 0 && next) await moveClocks(desk, simulator.url, new Date(Math.max(next.getTime(), clock.now().getTime() + 1)));
    }
  };

  const orders = async (count: number, description: NewOrder = {}) => {
    const made = simulator.control.createOrders({ ...description, count });
    await fetch(...made.map((order) => order.orderId));
    return made;
  };

  const ask: SimulatedDesk['ask'] = async (request, key = `request-${(asked += 1)}`) => {
    const rows = await askWrites({ database, clock }, request, { by: 'Owner', key });
    return { ids: rows.map((row) => row.writeId), keys: rows.map((row) => row.ruling.reason.key) };
  };
  const askOne = async (request: WriteRequest): Promise<string> => {
    const { ids, keys } = await ask(request);
    if (!ids[0]) throw new Error(`not queued: ${keys.join(', ')}`);
    return ids[0];
  };
  const row = (order: SimOrder, change: Partial<ConfirmRow> = {}): ConfirmRow => ({
    accountId,
    orderId: order.orderId,
    trackingNumber: upsNumbers[0],
    ...change,
  });
  const writes = (orderId: string) => database.read([accountId], (db) => writesOfOrder(db, accountId, orderId));

  return {
    ...desk,
    simulator,
    connection: test.connection,
    accountId,
    fetch,
    orders,
    order: async (description) => {
      const [first] = await orders(1, description);
      if (!first) throw new Error('no order was made');
      return first;
    },
    ask,
    preview: (request) => previewWrites({ database, clock }, request),
    confirm: (order, change) => askOne({ action: 'confirm', packages: [row(order, change)] }),
    edit: (order, change) => askOne({ action: 'edit', packages: [{ ...row(order, change), reference: change.reference ?? '1' }] }),
    cancel: (order, reason = 'NoInventory') => askOne({ action: 'cancel', orders: [{ accountId, orderId: order.orderId }], reason }),
    writes,
    outcome: async (orderId) =>
      (await writes(orderId))
        .slice(0, 1)
        .flatMap((write) => [write.state, write.reason ?? '', write.amazonMessage ?? ''])
        .filter(Boolean),
    step: (ms) => moveClocks(desk, simulator.url, new Date(clock.now().getTime() + ms)),
    settle: (horizonMs) => settle(desk, simulator.url, accountId, horizonMs),
    live: (ms, stepMs) => live(desk, simulator.url, ms, stepMs),
    close: async () => {
      await database.close();
      await simulator.close();
      if (!given) await test.close();
    },
  };
}
