type Send = (method: string, body?: unknown, headers?: Record<string, string>) => (path: string) => Promise<Response>;
type Made = {
  send: Send;
  accountId: string;
  newOrder: () => Promise<string>;
  /** An order of Easy Ship. */
  newEasyShip: () => Promise<string>;
  /** The next time that Amazon is asked to schedule, its answer is lost. */
  loseSlot: () => void;
};

const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' };
let keys = 0;
const key = () => ({ 'idempotency-key': `handover-call-${(keys += 1)}` });

/** A good call of every route of parcels on their way and of handing over. */
export function handoverCalls({ send, accountId, newOrder, newEasyShip, loseSlot }: Made) {
  const json = async <T>(call: Promise<Response>): Promise<T> => (await (await call).json()) as T;
  const base = `/handover/${accountId}`;
  const own = { place: 'main', carrier: 'UPS', way: 'own' };
  const labelled = async () => {
    const orderId = await newOrder();
    const label = { carrier: 'UPS', service: 'Ground', tracking: '1Z8V92A70367203024', parcel };
    await send('POST', label, key())(`/orders/${accountId}/${orderId}/own-label`);
    return orderId;
  };
  const manifest = async () => {
    await labelled();
    return send('POST', own, key())(`${base}/manifests`);
  };
  const pickup = () => {
    const at = '2026-11-17T18:00:00.000Z';
    return send('POST', { ...own, from: at, to: at, note: 'At the counter' }, key())(`${base}/pickups`);
  };
  const idOf = async (call: Promise<Response>) => (await json<{ errandId: string }>(call)).errandId;
  /** A label is followed a moment after it was taken in. */
  const followed = async () => {
    const orderId = await labelled();
    for (;;) {
      const { parcels } = await json<{ parcels: { parcelId: string }[] }>(send('GET')(`/orders/${accountId}/${orderId}/parcels`));
      if (parcels[0]) return `/parcels/${accountId}/${parcels[0].parcelId}`;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const slots = async () => {
    const path = `/orders/${accountId}/${await newEasyShip()}/easy-ship`;
    return { path, answer: await send('POST', { length: 20, width: 15, height: 10, weight: 500 })(`${path}/slots`) };
  };
  const schedule = async () => {
    const { path, answer } = await slots();
    const { slots: found } = (await answer.json()) as { slots: unknown[] };
    return { path, answer: await send('PUT', { slot: found[0] }, key())(path) };
  };
  const unsure = async () => {
    loseSlot();
    const { path } = await schedule();
    for (;;) {
      const { errands } = await json<{ errands: { errandId: string; state: string }[] }>(send('GET')(path));
      if (errands[0]?.state === 'unsure') return errands[0].errandId;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const van = async () => (await json<{ vanId: string }>(send('POST', { place: 'main' })('/handover/vans'))).vanId;

  return {
    'GET /api/v1/parcels': () => send('GET')('/parcels?exception=any'),
    'GET /api/v1/parcels/summary': () => send('GET')('/parcels/summary'),
    'GET /api/v1/parcels.csv': async () => {
      await followed();
      return send('GET')('/parcels.csv');
    },
    'GET /api/v1/parcels/:accountId/:parcelId': async () => send('GET')(await followed()),
    'POST /api/v1/parcels/:accountId/:parcelId/look': async () => send('POST')(`${await followed()}/look`),
    'POST /api/v1/parcels/:accountId/:parcelId/settle': async () => send('POST', { note: 'Done' })(`${await followed()}/settle`),
    'GET /api/v1/parcels/:accountId/patience': () => send('GET')(`/parcels/${accountId}/patience`),
    'PUT /api/v1/parcels/:accountId/patience': () => send('PUT', { scanHours: 24, silentDays: 7 })(`/parcels/${accountId}/patience`),
    'GET /api/v1/orders/:accountId/:orderId/parcels': async () => send('GET')(`/orders/${accountId}/${await labelled()}/parcels`),
    'GET /api/v1/handover': async () => {
      await manifest();
      return send('GET')('/handover');
    },
    'GET /api/v1/handover/:accountId/parcels': async () => {
      await labelled();
      return send('GET')(`${base}/parcels?place=main&carrier=UPS&way=own`);
    },
    'POST /api/v1/handover/:accountId/manifests': manifest,
    'POST /api/v1/handover/:accountId/pickups': pickup,
    'POST /api/v1/handover/:accountId/errands/:errandId/cancel': async () =>
      send('POST', undefined, key())(`${base}/errands/${await idOf(pickup())}/cancel`),
    'POST /api/v1/handover/:accountId/errands/:errandId/decide': async () =>
      send('POST', { happened: false })(`${base}/errands/${await unsure()}/decide`),
    'GET /api/v1/handover/:accountId/errands/:errandId/document': async () =>
      send('GET')(`${base}/errands/${await idOf(manifest())}/document`),
    'GET /api/v1/orders/:accountId/:orderId/easy-ship': async () => send('GET')(`/orders/${accountId}/${await newEasyShip()}/easy-ship`),
    'POST /api/v1/orders/:accountId/:orderId/easy-ship/slots': async () => (await slots()).answer,
    'PUT /api/v1/orders/:accountId/:orderId/easy-ship': async () => (await schedule()).answer,
    'GET /api/v1/handover/vans': () => send('GET')('/handover/vans'),
    'POST /api/v1/handover/vans': () => send('POST', { place: 'main', carrier: 'UPS' })('/handover/vans'),
    'GET /api/v1/handover/vans/:vanId': async () => send('GET')(`/handover/vans/${await van()}`),
    'POST /api/v1/handover/vans/:vanId/scans': async () =>
      send('POST', { scanKey: 'a-scan-of-the-calls', number: '1Z8V92A70367203024' })(`/handover/vans/${await van()}/scans`),
    'POST /api/v1/handover/vans/:vanId/close': async () => send('POST', { note: 'Kim' })(`/handover/vans/${await van()}/close`),
  };
}
