type Send = (method: string, body?: unknown, headers?: Record<string, string>) => (path: string) => Promise<Response>;

/** A good call of every route of waves and picking, all about one order in one wave. */
export function pickingCalls({
  send,
  ask,
  accountId,
  newOrder,
}: {
  send: Send;
  ask: <T>(path: string, body?: unknown) => Promise<T>;
  accountId: string;
  /** An order that is open, with its units promised by the first location. */
  newOrder: () => Promise<string>;
}) {
  const rule = { locationId: '1' };
  let made: Promise<{ waveId: string; orderId: string; body: object }> | undefined;
  const make = async () => {
    const orderId = await newOrder();
    const body = { key: 'wave of the calls', rule, release: true, orders: [{ accountId, orderId }] };
    return { orderId, body, ...(await ask<{ waveId: string }>('/picking/waves', body)) };
  };
  const wave = () => (made ??= make());
  const at = (method: string, path: string, body?: unknown) => async () =>
    send(method, body)(`/picking/waves/${(await wave()).waveId}${path}`);
  const order = async () => `/picking/orders/${accountId}/${(await wave()).orderId}`;
  const saved = () => send('PUT', { name: 'Mornings', rule })('/picking/rules');
  const picked = async () => {
    const { waveId, orderId } = await wave();
    type View = { stops: { binId: string; products: { productId: string }[] }[] };
    const [stop] = (await ask<View>(`/picking/waves/${waveId}/pick`)).stops;
    const where = { binId: stop?.binId ?? '', productId: stop?.products[0]?.productId ?? '', quantity: 1 };
    await ask(`/picking/waves/${waveId}/deeds`, { key: 'pick of the calls', act: 'pick', ...where });
    const { state } = await ask<{ state: { items: { itemId: string; picked: number }[] } }>(await order());
    return { ...where, key: 'put back of the calls', accountId, orderId, itemId: state.items.find((item) => item.picked > 0)?.itemId };
  };
  return {
    'GET /api/v1/picking/waves': () => send('GET')('/picking/waves'),
    'POST /api/v1/picking/waves/preview': () => send('POST', { rule })('/picking/waves/preview'),
    'POST /api/v1/picking/waves': async () => send('POST', (await wave()).body)('/picking/waves'),
    'GET /api/v1/picking/waves/:waveId': at('GET', ''),
    'PUT /api/v1/picking/waves/:waveId/state': at('PUT', '/state', { to: 'released' }),
    'POST /api/v1/picking/waves/:waveId/plan': at('POST', '/plan'),
    'GET /api/v1/picking/waves/:waveId/list.pdf': at('GET', '/list.pdf'),
    'GET /api/v1/picking/rules': () => saved().then(() => send('GET')('/picking/rules')),
    'PUT /api/v1/picking/rules': saved,
    'DELETE /api/v1/picking/rules/:ruleId': async () => {
      const { items } = (await (await saved()).json()) as { items: { ruleId: string }[] };
      return send('DELETE')(`/picking/rules/${items[0]?.ruleId}`);
    },
    'GET /api/v1/picking/waves/:waveId/pick': at('GET', '/pick'),
    'POST /api/v1/picking/waves/:waveId/deeds': at('POST', '/deeds', { key: 'scan of the calls', act: 'scan', text: 'no such thing' }),
    'POST /api/v1/picking/put-backs': async () => send('POST', await picked())('/picking/put-backs'),
    'GET /api/v1/picking/put-backs': () => send('GET')('/picking/put-backs?locationId=1'),
    'GET /api/v1/picking/totes': () => send('GET')('/picking/totes'),
    'GET /api/v1/picking/labels.pdf': () => send('GET')('/picking/labels.pdf?of=totes&count=5'),
    'GET /api/v1/picking/orders/:accountId/:orderId': async () => send('GET')(await order()),
    'POST /api/v1/picking/orders/:accountId/:orderId/elsewhere': async () =>
      send('POST', { locationId: '1' })(`${await order()}/elsewhere`),
    'POST /api/v1/picking/waves/:waveId/drop': async () =>
      at('POST', '/drop', { orders: [{ accountId, orderId: (await wave()).orderId }] })(),
  };
}
