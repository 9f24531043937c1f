type Send = (method: string, body?: unknown) => (path: string) => Promise<Response>;
type Post = (path: string, form: FormData) => Promise<Response>;
type Made = { accountId: string; newOrder: () => Promise<string>; newProduct: (code: string) => Promise<string> };

const size = [200, 150, 100];
const box = (code: string) => ({ name: code, code, inner: size, outer: size, tare: 80, maxWeight: 20_000 });

/** A good call of every route of packing. The session packs an order of its own where it needs one. */
export function packingCalls({ send, post, accountId, newOrder, newProduct }: { send: Send; post: Post } & Made) {
  const packing = (path: string) => `/packing${path}`;
  const read = async <T>(call: Promise<Response>): Promise<T> => (await (await call).json()) as T;
  type State = {
    sessionId: string;
    lastSeq: number;
    order: { items: { itemId: string }[]; guards: { key: string }[] } | null;
    recent: { parcelId: string; orderId: string }[];
    stations: { stationId: string }[];
    boxes: { boxId: string }[];
  };
  const open = () => send('POST', { stationId: '1' })(packing('/sessions'));
  let seq = 0;
  const act = async (...acts: object[]) => {
    const { sessionId, lastSeq } = await read<State>(open());
    const numbered = acts.map((each, at) => ({ ...each, key: `call-${(seq += 1)}`, seq: lastSeq + 1 + at }));
    return send('POST', { acts: numbered })(packing(`/sessions/${sessionId}/acts`));
  };
  const session = async () => (await read<State>(open())).sessionId;
  /** An order at the station, nothing of it packed. */
  const atHand = async () => {
    const orderId = await newOrder();
    await act({ act: 'cancel' }, { act: 'scan', code: orderId });
    return orderId;
  };
  const packed = async () => {
    const orderId = await atHand();
    const { order } = await read<State>(open());
    const items = (order?.items ?? []).map(({ itemId }) => ({ act: 'count', itemId, quantity: 1 }));
    const measured = [
      { act: 'box', boxId: null, size },
      { act: 'weight', grams: 500, source: 'typed' },
    ];
    await act(...measured, ...items, { act: 'finish', label: 'later' });
    const { recent } = await read<State>(open());
    return { orderId, parcel: packing(`/parcels/${accountId}/${recent[0]?.parcelId}`) };
  };
  const photo = () => {
    const form = new FormData();
    form.set('file', new Blob([Buffer.from('ffd8ffe000104a464946', 'hex')]), 'parcel.jpg');
    return form;
  };
  const settings = {
    tolerancePercent: 5,
    toleranceGrams: 20,
    weigh: 'compare',
    needsBox: false,
    needsPhoto: false,
    label: 'later',
    finishSingles: false,
    lockMinutes: 30,
  };

  return {
    'GET /api/v1/packing/setup': () => send('GET')(packing('/setup')),
    'PUT /api/v1/packing/settings': () => send('PUT', settings)(packing('/settings')),
    'POST /api/v1/packing/stations': () => send('POST', { name: 'Bench 2' })(packing('/stations')),
    'PUT /api/v1/packing/stations/:stationId': () => send('PUT', { name: 'Bench 1' })(packing('/stations/1')),
    'POST /api/v1/packing/boxes': () => send('POST', box('BOX-A'))(packing('/boxes')),
    'PUT /api/v1/packing/boxes/:boxId': async () => {
      const { boxes } = await read<State>(send('POST', box('BOX-B'))(packing('/boxes')));
      return send('PUT', box('BOX-C'))(packing(`/boxes/${boxes.at(-1)?.boxId}`));
    },
    'POST /api/v1/packing/sessions': () => open(),
    'GET /api/v1/packing/sessions/:sessionId': async () => send('GET')(packing(`/sessions/${await session()}`)),
    'POST /api/v1/packing/sessions/:sessionId/close': async () => send('POST', {})(packing(`/sessions/${await session()}/close`)),
    'POST /api/v1/packing/sessions/:sessionId/acts': async () => act({ act: 'scan', code: await newOrder() }, { act: 'leave' }),
    'POST /api/v1/packing/sessions/:sessionId/take-over': async () => {
      const body = { accountId, orderId: await newOrder() };
      return send('POST', body)(packing(`/sessions/${await session()}/take-over`));
    },
    'POST /api/v1/packing/sessions/:sessionId/override': async () => {
      const orderId = await newOrder();
      await send('POST', { orders: [{ accountId, orderId }], hold: 'Wait for the buyer' })('/orders/annotate');
      await act({ act: 'cancel' }, { act: 'scan', code: orderId });
      const body = { keys: ['writes.warn.held'], reason: 'The buyer has called' };
      return send('POST', body)(packing(`/sessions/${await session()}/override`));
    },
    'POST /api/v1/packing/sessions/:sessionId/teach': async () => {
      const body = { code: 'TAUGHT-1', productId: await newProduct('TAUGHT') };
      return send('POST', body)(packing(`/sessions/${await session()}/teach`));
    },
    'POST /api/v1/packing/sessions/:sessionId/photos': async () => {
      await atHand();
      return post(packing(`/sessions/${await session()}/photos`), photo());
    },
    'GET /api/v1/packing/parcels/:accountId/:parcelId': async () => send('GET')((await packed()).parcel),
    'POST /api/v1/packing/parcels/:accountId/:parcelId/reopen': async () => send('POST', {})(`${(await packed()).parcel}/reopen`),
    'POST /api/v1/packing/parcels/:accountId/:parcelId/label': async () => {
      const own = { how: 'own', carrier: 'UPS', service: 'Ground', tracking: '1Z410E7W0392751591' };
      return send('POST', own)(`${(await packed()).parcel}/label`);
    },
    'POST /api/v1/packing/parcels/:accountId/:parcelId/photos': async () => post(`${(await packed()).parcel}/photos`, photo()),
    'GET /api/v1/packing/photos/:accountId/:photoId': async () => {
      const { photos } = await read<{ photos: { photoId: string }[] }>(post(`${(await packed()).parcel}/photos`, photo()));
      return send('GET')(packing(`/photos/${accountId}/${photos[0]?.photoId}`));
    },
    'GET /api/v1/packing/orders/:accountId/:orderId': async () => send('GET')(packing(`/orders/${accountId}/${(await packed()).orderId}`)),
    'GET /api/v1/packing/orders/:accountId/:orderId/gift': async () =>
      send('GET')(packing(`/orders/${accountId}/${await newOrder()}/gift`)),
    'GET /api/v1/packing/products/:productId/measures': async () =>
      send('GET')(packing(`/products/${await newProduct('MEASURED')}/measures`)),
    'PUT /api/v1/packing/products/:productId/measures': async () =>
      send('PUT', { grams: 400, size, serials: false })(packing(`/products/${await newProduct('WEIGHED')}/measures`)),
  };
}
