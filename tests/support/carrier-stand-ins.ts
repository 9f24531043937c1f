import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { standInFiles } from './stand-in-labels.ts';

type Json = Record<string, unknown>;
export type StandIn = {
  url: string;
  /** What was bought, by the id of the label. */
  bought: Map<string, Json>;
  /** The calls that changed something, in their order. */
  calls: { method: string; path: string; body: Json }[];
  /** What becomes of the next purchase: its answer is lost after the effect, before it, or the server breaks before it. */
  next: 'lose-after' | 'lose-before' | 'break' | undefined;
  close(): Promise<void>;
};

/** Shippo takes the key as it is, EasyPost as the user of HTTP's own sign-in. The key `wrong` is nobody's. */
function isKnown(authorization: string | undefined): boolean {
  const [, key = ''] = authorization?.split(' ') ?? [];
  return key !== '' && key !== 'wrong' && Buffer.from(key, 'base64').toString() !== 'wrong:';
}

async function standIn(
  isPurchase: (method: string, path: string) => boolean,
  answer: (self: StandIn, method: string, path: string, body: Json) => [number, unknown],
): Promise<StandIn> {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const body = (text === '' ? {} : JSON.parse(text)) as Json;
    const { method = 'GET', url: path = '/' } = request;
    const file = standInFiles[path];
    if (file) return response.end(await file());
    if (!isKnown(request.headers.authorization)) return response.writeHead(401).end('{}');
    const fault = isPurchase(method, path) ? self.next : undefined;
    if (fault) self.next = undefined;
    if (fault === 'lose-before') return request.socket.destroy();
    if (fault === 'break') return response.writeHead(500).end('{}');
    if (method !== 'GET') self.calls.push({ method, path, body });
    const [status, content] = answer(self, method, path, body);
    if (fault === 'lose-after') return request.socket.destroy();
    return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const self: StandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bought: new Map(),
    calls: [],
    next: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

type Place = { country?: unknown } | undefined;
/** Whether a parcel goes abroad and customs is not told of every item what it is, where it was made and what it is worth. */
function lacksCustoms(from: Place, to: Place, items: Json[] | undefined, [hsCode, value]: [string, string]): boolean {
  if (from?.country === to?.country) return false;
  return (
    !items || items.length === 0 || items.some((item) => !item[hsCode] || !item['origin_country'] || !item[value] || !item['description'])
  );
}

/** A small EasyPost: shipments with rates, purchases, refunds. */
export function easypostStandIn(): Promise<StandIn> {
  const shipments = new Map<string, Json>();
  return standIn(
    (method, path) => method === 'POST' && path.endsWith('/buy'),
    (self, method, path, body) => {
      if (method === 'POST' && path === '/v2/shipments') {
        const id = `shp_${shipments.size + 1}`;
        const rate = { id: `rate_${id}`, carrier: 'USPS', service: 'GroundAdvantage', rate: '5.93', currency: 'USD', delivery_date: null };
        const { to_address, from_address, customs_info } = body['shipment'] as Record<string, Json | undefined>;
        const isLacking = lacksCustoms(from_address, to_address, customs_info?.['customs_items'] as Json[] | undefined, [
          'hs_tariff_number',
          'value',
        ]);
        const made = {
          id,
          rates: isLacking ? [] : [rate],
          messages: [{ carrier: 'UPS', message: 'no account' }],
          to_address,
          forms: customs_info ? [{ form_type: 'commercial_invoice', form_url: `${self.url}/form.pdf` }] : [],
        };
        shipments.set(id, made);
        return [201, made];
      }
      if (method === 'GET' && path.startsWith('/v2/shipments?')) return [200, { shipments: [] }];
      const [, id = '', action] = /^\/v2\/shipments\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
      const known = shipments.get(id);
      if (!known) return [404, { error: { code: 'NOT_FOUND' } }];
      if (action === 'buy') {
        if (self.bought.has(id)) return [422, { error: { code: 'SHIPMENT.POSTAGE.EXISTS' } }];
        const bought = {
          ...known,
          tracking_code: '9400111206206406260787',
          selected_rate: { rate: '5.93', currency: 'USD' },
          postage_label: {
            label_url: `${self.url}/label.png`,
            label_pdf_url: `${self.url}/label.pdf`,
            label_zpl_url: `${self.url}/label.zpl`,
          },
        };
        shipments.set(id, bought);
        self.bought.set(id, bought);
        return [200, bought];
      }
      if (action === 'refund') {
        const refunded = { ...known, refund_status: 'submitted' };
        shipments.set(id, { ...known, refund_status: 'refunded' });
        return [200, refunded];
      }
      return [200, known];
    },
  );
}

/** A small Shippo: shipments with rates, transactions, refunds. */
export function shippoStandIn(): Promise<StandIn> {
  const refunds: Json[] = [];
  let shipments = 0;
  const declared = new Set<string>();
  return standIn(
    (method, path) => method === 'POST' && path === '/transactions',
    (self, method, path, body) => {
      if (method === 'POST' && path === '/shipments') {
        shipments += 1;
        const rate = { object_id: `rate-${shipments}`, provider: 'UPS', servicelevel: { name: 'Ground' }, amount: '8.10', currency: 'USD' };
        const { address_from, address_to, customs_declaration } = body as Record<string, Json | undefined>;
        const items = customs_declaration?.['items'] as Json[] | undefined;
        if (customs_declaration) declared.add(rate.object_id);
        const isLacking = lacksCustoms(address_from, address_to, items, ['tariff_number', 'value_amount']);
        return [201, { object_id: `shipment-${shipments}`, rates: isLacking ? [] : [rate] }];
      }
      if (method === 'POST' && path === '/transactions') {
        const id = `transaction-${self.bought.size + 1}`;
        const made = {
          object_id: id,
          status: 'SUCCESS',
          rate: body['rate'],
          tracking_number: '1Z5R89390357567127',
          label_url: `${self.url}/label.${{ PNG: 'png', ZPLII: 'zpl' }[String(body['label_file_type'])] ?? 'pdf'}`,
          ...(declared.has(String(body['rate'])) ? { commercial_invoice_url: `${self.url}/form.pdf` } : {}),
        };
        self.bought.set(id, made);
        return [201, made];
      }
      if (path.startsWith('/transactions?rate='))
        return [200, { results: [...self.bought.values()].filter(({ rate }) => path.endsWith(`=${String(rate)}`)) }];
      if (method === 'POST' && path === '/refunds') {
        const refund = { object_id: 'refund', status: 'PENDING', transaction: body['transaction'] };
        refunds.push({ ...refund, status: 'SUCCESS' });
        return [201, refund];
      }
      if (path.startsWith('/refunds')) return [200, { results: refunds }];
      const found = self.bought.get(path.split('/').at(-1) ?? '');
      return found ? [200, found] : [404, {}];
    },
  );
}
