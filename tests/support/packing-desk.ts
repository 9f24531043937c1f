import type { HttpApp } from '#src/http/http-app.ts';
import { saveLabelSettings } from '#src/modules/labels/index.ts';
import type { ActResult, ActsAnswer, PackAct, PackEvidence, PackParcel, StationState } from '#src/modules/packing/contract.ts';
import type { PackStep } from '#src/modules/packing/index.ts';
import type { RoleName } from '#src/modules/people/contract.ts';
import type { SimOrder } from '../../simulator/store/sim-order.ts';
import { type SimulatedDesk, simulatedDesk } from './simulated-desk.ts';

type Done = PackAct extends infer Act ? (Act extends PackAct ? Omit<Act, 'key' | 'seq'> : never) : never;

/** Somebody at a station; what they do goes by HTTP. */
export type Bench = {
  sessionId: string;
  /** Does one thing; the last of several in its answer. */
  act(done: Done): Promise<ActResult & { state: StationState }>;
  scan(code: string, quantity?: number): Promise<ActResult & { state: StationState }>;
  /** Sends acts as they are. */
  send(acts: readonly PackAct[]): Promise<{ status: number; body: ActsAnswer }>;
  state(): Promise<StationState>;
};

export type PackingDesk = SimulatedDesk & {
  http: HttpApp;
  /** A request as somebody; `body` makes it a POST. */
  call<T>(person: string, path: string, body?: unknown, method?: string): Promise<{ status: number; body: T }>;
  /** Somebody at the station, with nothing in hand. */
  bench(person: string): Promise<Bench>;
  labelOf(parcel: PackParcel): Promise<PackParcel['label']>;
  evidence(orderId: string): Promise<PackEvidence>;
  /** Makes the owner of the desk somebody with an e-mail address and a password. */
  makeOwner(email: string, password: string): Promise<void>;
  /** A product under a SKU, with units on the shelf; its id. */
  product(sku: string, more?: { barcodes?: string[]; units?: number; parts?: { productId: string; quantity: number }[] }): Promise<string>;
  /** An order of these SKUs, here and promised. */
  orderOf(...items: ({ sku: string; quantity?: number } & Record<string, unknown>)[]): Promise<SimOrder>;
};

/** People are who they say they are in a header: `Ana` packs, `Max` may override; `Ana#2` is another person who is called Ana. */
const roles: Record<string, RoleName> = { Ana: 'warehouse', Ben: 'warehouse', Max: 'manager' };

/** A desk with a warehouse and labels, whose HTTP server is asked without a network. */
export async function packingDesk(options: { onPack?: (step: PackStep) => void } = {}): Promise<PackingDesk> {
  const desk = await simulatedDesk({
    ...options,
    whoIs: async ({ headers }) => {
      const given = String(headers['x-person'] ?? 'Owner');
      const [name = ''] = given.split('#');
      return { kind: 'person', id: given.toLowerCase(), name, role: roles[name] ?? 'owner', accounts: null, scopes: null, sessionId: null };
    },
  });
  const { http, ownerPath, close: closeServer } = await desk.app.openServer();
  const address = { name: 'Meadow Mugs', lines: ['12 Mill Lane'], city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' };
  const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' } as const;
  const presets = [{ name: 'Box', parcel, skus: [], upTo: null, isDefault: true }];
  const settings = { shipFrom: { address: { ...address, phone: '555-0100' } }, presets, rules: [], format: 'pdf', printer: null } as const;
  await saveLabelSettings(desk.app.labels, desk.accountId, { ...settings, presets, rules: [] }, 'Owner');

  const call: PackingDesk['call'] = async <T>(person: string, path: string, body?: unknown, method?: string) => {
    const answer = await http.inject({
      method: (method ?? (body === undefined ? 'GET' : 'POST')) as 'GET' | 'POST' | 'PUT',
      url: `/api/v1${path}`,
      headers: { 'x-person': person, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: answer.json() as T };
  };
  const must = async <T>(person: string, path: string, body?: unknown, method?: string): Promise<T> => {
    const { status, body: answer } = await call<T>(person, path, body, method);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  let made = 0;

  const bench: PackingDesk['bench'] = async (person) => {
    const { sessionId } = await must<StationState>(person, '/packing/sessions', { stationId: '1' });
    const send = (acts: readonly PackAct[]) => call<ActsAnswer>(person, `/packing/sessions/${sessionId}/acts`, { acts });
    const state = () => must<StationState>(person, `/packing/sessions/${sessionId}`);
    const act = async (done: Done) => {
      const { lastSeq } = await state();
      made += 1;
      const { status, body } = await send([{ ...done, key: `key-${made}`, seq: lastSeq + 1 } as PackAct]);
      const [result] = body.results ?? [];
      if (status !== 200 || !result) throw new Error(`${done.act}: ${status} ${JSON.stringify(body)}`);
      return { ...result, state: body.state };
    };
    await act({ act: 'cancel' });
    return {
      sessionId,
      send,
      state,
      act,
      scan: (code, quantity) => act({ act: 'scan', code, ...(quantity === undefined ? {} : { quantity }) }),
    };
  };

  return {
    ...desk,
    http,
    call,
    bench,
    labelOf: async ({ accountId, parcelId }) => (await must<PackParcel>('Ana', `/packing/parcels/${accountId}/${parcelId}`)).label,
    evidence: (orderId) => must<PackEvidence>('Owner', `/packing/orders/${desk.accountId}/${orderId}`),
    makeOwner: async (email, password) => {
      const token = (await ownerPath())?.split('#')[1];
      const payload = JSON.stringify({ token, name: 'Olga', email, password });
      const answer = await http.inject({
        method: 'POST',
        url: '/api/auth/welcome',
        headers: { 'content-type': 'application/json' },
        payload,
      });
      if (answer.statusCode !== 200) throw new Error(`welcome: ${answer.statusCode} ${answer.body}`);
    },
    product: async (sku, { barcodes = [], units = 100, parts = [] } = {}) => {
      const { productId } = await must<{ productId: string }>('Owner', '/stock/products', {
        code: `P-${sku}`,
        title: sku,
        barcodes,
        parts,
      });
      await must('Owner', '/stock/skus/map', { accountId: desk.accountId, sku, productId });
      const lines = [{ productId, binId: '1', quantity: units }];
      if (parts.length === 0) await must('Owner', '/stock/changes', { entry: `receive ${sku}`, kind: 'receive', lines });
      return productId;
    },
    orderOf: async (...items) => {
      const order = await desk.order({ items });
      await desk.app.runner.runDue();
      return order;
    },
    close: async () => {
      await closeServer();
      await desk.close();
    },
  };
}

/** The parcel that was finished last. */
export const firstOf = ({ recent: [parcel] }: StationState): PackParcel => {
  if (!parcel) throw new Error('no parcel was finished');
  return parcel;
};

/** What came of these scans, one after the other. */
export async function outcomes(bench: Bench, ...codes: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const code of codes) found.push((await bench.scan(code)).outcome);
  return found;
}
