type Send = (method: string, body?: unknown, headers?: Record<string, string>) => (path: string) => Promise<Response>;

const place = {
  name: 'West',
  country: 'US',
  region: 'CA',
  timeZone: 'America/Los_Angeles',
  cutOff: '15:00',
  parcelCost: '3.50',
  currency: 'USD',
  active: true,
};

/** A good call of every route of stock, and a product for whoever needs one. */
export function stockCalls({
  send,
  file,
  accountId,
  ask,
  pass,
}: {
  send: Send;
  file: (path: string, text: string) => Promise<Response>;
  accountId: string;
  ask: <T>(path: string) => Promise<T>;
  /** Time goes by until the work is done. */
  pass: <T>(work: Promise<T>) => Promise<T>;
}): { calls: Record<string, () => Promise<Response>>; newProduct: (code: string) => Promise<string> } {
  const get = send('GET');
  const newProduct = (code: string) => send('POST', { code, title: code })('/stock/products');
  const productId = async (code: string) => ((await (await newProduct(code)).json()) as { productId: string }).productId;
  const receive = (id: string, entry: string) =>
    send('POST', { entry, kind: 'receive', lines: [{ productId: id, binId: '1', quantity: 3 }] })('/stock/changes');
  const received = async (code: string) => {
    const id = await productId(code);
    await receive(id, `receive ${code}`);
    return id;
  };
  /** An offer that the seller ships; the reports of the shop tell of it after a while. */
  const offered = async (): Promise<{ sku: string; marketplaceId: string }> => {
    type Offer = { sku: string; marketplaceId: string; channel: string };
    for (;;) {
      const [item] = (await ask<{ items: { productId: string }[] }>('/stock?text=KT-ADV')).items;
      const offers = item ? (await ask<{ offers: Offer[] }>(`/stock/products/${item.productId}`)).offers : [];
      const own = offers.find(({ channel }) => channel === 'FBM');
      if (own) return { sku: own.sku, marketplaceId: own.marketplaceId };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const expectOne = (id: string) =>
    send('POST', { productId: id, locationId: '1', quantity: 5, expectedOn: '2026-12-01' })('/stock/deliveries');
  const calls = {
    'GET /api/v1/stock': () => get('/stock?text=KT'),
    'GET /api/v1/stock/summary': () => get('/stock/summary'),
    'GET /api/v1/stock/find': () => get('/stock/find?text=4006381333931'),
    'GET /api/v1/stock/exceptions': () => get('/stock/exceptions'),
    'GET /api/v1/stock/settings': () => get('/stock/settings'),
    'PUT /api/v1/stock/settings': () => send('PUT', { objective: 'cost' })('/stock/settings'),
    'GET /api/v1/stock/channels': () => get('/stock/channels'),
    'PUT /api/v1/stock/channels/:accountId': () => send('PUT', { pushes: false, buffer: 1 })(`/stock/channels/${accountId}`),
    'GET /api/v1/stock/offers': () => get('/stock/offers?channel=FBA&mapped=no&limit=2'),
    'PUT /api/v1/stock/offers/:accountId': async () => send('PUT', { ...(await pass(offered())), buffer: 2 })(`/stock/offers/${accountId}`),
    'GET /api/v1/stock.csv': () => get('/stock.csv'),
    'POST /api/v1/stock/import': () => file('/stock/import', 'product,title,on-hand,location\nCUP,Cup,12,Main\n'),
    'POST /api/v1/stock/products': () => newProduct('TRAY'),
    'GET /api/v1/stock/products/:productId': async () => get(`/stock/products/${await productId('GET-ONE')}`),
    'PUT /api/v1/stock/products/:productId': async () =>
      send('PUT', { code: 'PUT-TWO', title: 'Two', barcodes: ['4006381333931'] })(`/stock/products/${await productId('PUT-ONE')}`),
    'GET /api/v1/stock/products/:productId/movements': async () => get(`/stock/products/${await received('RECEIVED')}/movements`),
    'POST /api/v1/stock/products/:productId/archive': async () =>
      send('POST', { archived: true })(`/stock/products/${await productId('OLD')}/archive`),
    'POST /api/v1/stock/changes': async () => receive(await productId('CHANGED'), 'change it'),
    'POST /api/v1/stock/changes/undo': async () => {
      await receive(await productId('UNDONE'), 'undo this');
      return send('POST', { entry: 'undo this' })('/stock/changes/undo');
    },
    'POST /api/v1/stock/skus/map': async () =>
      send('POST', { accountId, sku: 'SIM-SKU-1', productId: await productId('MAPPED') })('/stock/skus/map'),
    'POST /api/v1/stock/skus/adopt': () => send('POST', {})('/stock/skus/adopt'),
    'POST /api/v1/stock/locations': () => send('POST', { ...place, name: 'East' })('/stock/locations'),
    'PUT /api/v1/stock/locations/:locationId': () => send('PUT', place)('/stock/locations/1'),
    'POST /api/v1/stock/locations/:locationId/bins': () => send('POST', { name: 'A-1' })('/stock/locations/1/bins'),
    'POST /api/v1/stock/deliveries': async () => expectOne(await productId('AWAITED')),
    'DELETE /api/v1/stock/deliveries/:incomingId': async () => {
      const id = await productId('DROPPED');
      await expectOne(id);
      const { incomings } = await ask<{ incomings: { incomingId: string }[] }>(`/stock/products/${id}`);
      return send('DELETE')(`/stock/deliveries/${incomings[0]?.incomingId}`);
    },
  };
  return { calls, newProduct: productId };
}
