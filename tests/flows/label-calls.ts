import { listeningPrinter } from '../support/label-printer.ts';

type Send = (method: string, body?: unknown, headers?: Record<string, string>) => (path: string) => Promise<Response>;

const parcel = { length: 8, width: 6, height: 4, lengthUnit: 'in', weight: 20, weightUnit: 'oz' };
const settings = {
  shipFrom: {
    address: {
      name: 'Meadow Mugs',
      lines: ['12 Mill Lane'],
      city: 'Austin',
      region: 'TX',
      postalCode: '78701',
      country: 'US',
      phone: '555-0100',
    },
  },
  presets: [{ name: 'Box', parcel, skus: [], upTo: null, isDefault: true }],
  rules: [],
  format: 'pdf',
  printer: null,
};

/** A good call of every route of labels, each on an order of its own. */
export function labelCalls({
  send,
  file,
  accountId,
  newOrder,
}: {
  send: Send;
  file: (path: string, text: string) => Promise<Response>;
  accountId: string;
  newOrder: () => Promise<string>;
}) {
  const labels = `/labels/${accountId}`;
  const setUp = (printer: string | null = null) => send('PUT', { ...settings, printer })(`${labels}/settings`);
  const rates = async () => {
    await setUp();
    return send('POST', {})(`/orders/${accountId}/${await newOrder()}/rates`);
  };
  const own = async (key: string) => {
    const file = { format: 'zpl203', base64: Buffer.from('^XA^XZ').toString('base64') };
    const body = { carrier: 'UPS', service: 'Ground', tracking: '1Z879E930346834440', parcel, file };
    return send('POST', body, { 'idempotency-key': key })(`/orders/${accountId}/${await newOrder()}/own-label`);
  };
  const ownId = async (key: string) => ((await (await own(key)).json()) as { labelId: string }).labelId;

  const draft = { rules: [{ name: 'Air', when: {}, want: { pick: 'fastest', inTime: true, protected: true } }] };
  const saveDraft = () => send('PUT', draft)(`${labels}/rules/draft`);
  const customs = { sku: 'MUG', hsCode: '691200', origin: 'PT', description: 'Mug', value: null, grams: 380 };

  return {
    'GET /api/v1/labels/:accountId/rules': () => send('GET')(`${labels}/rules`),
    'PUT /api/v1/labels/:accountId/rules/draft': saveDraft,
    'POST /api/v1/labels/:accountId/rules/preview': async () => {
      await rates();
      return send('POST', draft)(`${labels}/rules/preview`);
    },
    'POST /api/v1/labels/:accountId/rules/switch-on': async () => {
      const { version } = (await (await saveDraft()).json()) as { version: number };
      return send('POST', { version })(`${labels}/rules/switch-on`);
    },
    'GET /api/v1/labels/:accountId/customs': () => send('GET')(`${labels}/customs`),
    'PUT /api/v1/labels/:accountId/customs': () => send('PUT', { facts: [customs] })(`${labels}/customs`),
    'GET /api/v1/labels/:accountId/customs.csv': () => send('GET')(`${labels}/customs.csv`),
    'POST /api/v1/labels/:accountId/customs/import': () =>
      file(`${labels}/customs/import`, 'sku,hs-code,country-of-origin,unit-value,currency\nMUG,6912.00,pt,4.50,EUR\nCUP,69,PT,,\n'),
    'POST /api/v1/labels/:accountId/carriers/test': () => send('POST', { kind: 'easypost' })(`${labels}/carriers/test`),
    'POST /api/v1/labels/:accountId/printer/test': async () => {
      const printer = await listeningPrinter();
      await setUp(`127.0.0.1:${printer.port}`);
      const answer = await send('POST')(`${labels}/printer/test`);
      await printer.close();
      return answer;
    },
    'GET /api/v1/labels/:accountId/settings': () => send('GET')(`${labels}/settings`),
    'PUT /api/v1/labels/:accountId/settings': () => setUp(),
    'PUT /api/v1/labels/:accountId/carriers': () =>
      send('PUT', { carriers: [{ kind: 'buy_shipping', enabled: true }] })(`${labels}/carriers`),
    'GET /api/v1/orders/:accountId/:orderId/labels': async () => send('GET')(`/orders/${accountId}/${await newOrder()}/labels`),
    'POST /api/v1/orders/:accountId/:orderId/rates': rates,
    'POST /api/v1/labels/:accountId': async () => {
      const { quoteId } = (await (await rates()).json()) as { quoteId: string };
      return send('POST', { quoteId, offer: 0 }, { 'idempotency-key': 'buy' })(labels);
    },
    'POST /api/v1/orders/:accountId/:orderId/own-label': () => own('own'),
    'POST /api/v1/labels/:accountId/:labelId/void': async () => send('POST')(`${labels}/${await ownId('void')}/void`),
    'POST /api/v1/labels/:accountId/print': async () => send('POST', { labelIds: [await ownId('print')] })(`${labels}/print`),
    'POST /api/v1/labels/:accountId/send': async () => {
      const printer = await listeningPrinter();
      await setUp(`127.0.0.1:${printer.port}`);
      const answer = await send('POST', { labelIds: [await ownId('send')] })(`${labels}/send`);
      await printer.close();
      return answer;
    },
  };
}
