import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { standInFiles } from './stand-in-labels.ts';

type Json = Record<string, unknown>;
export type StandIn = {
  url: string;
  /** What was bought, by the id of the label. */
  bought: Map<string, Json>;
  /** Forms and manifests, pickups: what was made, by its id. */
  made: Map<string, Json>;
  /** What is told of a parcel, by its number, in the carrier's own words. */
  journeys: Map<string, { details: Json[]; promised?: string }>;
  /** The next question is answered with this status. */
  fails: number | undefined;
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
    if (self.fails !== undefined) {
      const status = self.fails;
      self.fails = undefined;
      return response.writeHead(status).end('{}');
    }
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
    made: new Map(),
    journeys: new Map(),
    fails: undefined,
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
    (method, path) => method === 'POST' && (path.endsWith('/buy') || path.endsWith('/cancel') || path === '/v2/scan_forms'),
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
      const followed = easypostAfterLabels(self, method, path, body, shipments);
      if (followed) return followed;
      const [, id = '', action] = /^\/v2\/shipments\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
      const known = shipments.get(id);
      if (!known) return [404, { error: { code: 'NOT_FOUND' } }];
      if (action === 'buy') {
        if (self.bought.has(id)) return [422, { error: { code: 'SHIPMENT.POSTAGE.EXISTS' } }];
        const bought = {
          ...known,
          tracking_code: uspsNumber(self.bought.size),
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

type Answer = [number, unknown];

/** Trackers, scan forms and pickups. A shipment is on one form only; making a pickup books nothing, buying it does. */
function easypostAfterLabels(self: StandIn, method: string, path: string, body: Json, shipments: Map<string, Json>): Answer | undefined {
  const url = new URL(path, self.url);
  const id = url.pathname.split('/')[3] ?? '';
  if (url.pathname === '/v2/trackers') {
    const number = url.searchParams.get('tracking_code') ?? String((body['tracker'] as Json)['tracking_code']);
    const { details = [], promised } = self.journeys.get(number) ?? {};
    const tracker = { id: `trk_${number}`, status: 'in_transit', est_delivery_date: promised ?? null, tracking_details: details };
    return method === 'GET' ? [200, { trackers: [tracker] }] : [201, tracker];
  }
  if (method === 'POST' && url.pathname === '/v2/scan_forms') {
    const ids = (body['shipments'] as { id: string }[]).map((each) => each.id);
    if (ids.some((each) => shipments.get(each)?.['scan_form'])) return [422, { error: { code: 'SCAN_FORM.SHIPMENTS.ALREADY_ON_FORM' } }];
    const form = {
      id: `sf_${self.made.size + 1}`,
      status: 'created',
      confirmation: `C${self.made.size + 1}`,
      form_url: `${self.url}/label.pdf`,
      ids,
    };
    self.made.set(form.id, form);
    for (const each of ids) shipments.set(each, { ...shipments.get(each), scan_form: { id: form.id } });
    return [201, form];
  }
  if (url.pathname.startsWith('/v2/scan_forms/')) return [200, self.made.get(id)];
  if (method === 'POST' && url.pathname === '/v2/batches') return [201, { id: 'batch_1' }];
  if (url.pathname === '/v2/pickups' && method === 'GET')
    return [200, { pickups: [...self.made.values()].filter(({ kind }) => kind === 'pickup') }];
  if (url.pathname === '/v2/pickups') {
    const wanted = body['pickup'] as Json;
    const rates = [{ carrier: 'USPS', service: 'NextDay', rate: '0.00', currency: 'USD' }];
    const pickup = {
      id: `pickup_${self.made.size + 1}`,
      kind: 'pickup',
      status: 'unknown',
      reference: wanted['reference'],
      pickup_rates: rates,
    };
    self.made.set(pickup.id, pickup);
    return [201, pickup];
  }
  const pickup = url.pathname.startsWith('/v2/pickups/') ? self.made.get(id) : undefined;
  if (!pickup) return undefined;
  const changed = url.pathname.endsWith('/buy')
    ? { ...pickup, status: 'scheduled', confirmation: 'WTC123' }
    : url.pathname.endsWith('/cancel')
      ? { ...pickup, status: 'canceled' }
      : pickup;
  self.made.set(id, changed);
  return [200, changed];
}

/** Tracks, manifests and pickups. A pickup cannot be asked about again. */
function shippoAfterLabels(self: StandIn, method: string, path: string, body: Json): Answer | undefined {
  const url = new URL(path, self.url);
  const [, kind, id = '', number = ''] = url.pathname.split('/');
  if (kind === 'tracks') {
    const { details = [], promised } = self.journeys.get(number) ?? {};
    return [200, { tracking_number: number, eta: promised ?? null, tracking_history: details }];
  }
  if (kind === 'rates') return [200, { carrier_account: 'account-1', shipment: 'shipment-1' }];
  if (kind === 'shipments' && method === 'GET') return [200, { object_id: id, rates: [], address_from: { object_id: 'address-1' } }];
  if (kind === 'manifests' && method === 'POST') {
    const manifest = {
      object_id: `manifest-${self.made.size + 1}`,
      status: 'SUCCESS',
      transactions: body['transactions'],
      documents: [`${self.url}/label.pdf`],
    };
    self.made.set(manifest.object_id, manifest);
    return [201, manifest];
  }
  if (kind === 'manifests')
    return [200, id === '' ? { results: [...self.made.values()].filter(({ documents }) => documents) } : self.made.get(id)];
  if (kind === 'pickups') {
    const pickup = { object_id: `pickup-${self.made.size + 1}`, status: 'CONFIRMED', confirmation_code: 'P77' };
    self.made.set(pickup.object_id, pickup);
    return [201, pickup];
  }
  return undefined;
}

/** Numbers with the right check digit, each once. */
function uspsNumber(serial: number): string {
  const body = `940011120620640${String(626_078 + serial).padStart(6, '0')}`;
  const sum = [...body].toReversed().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function upsNumber(serial: number): string {
  const body = `5R89390${String(35_756_712 + serial).padStart(8, '0')}`;
  const value = (character: string) => (/\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 3) % 10);
  const sum = [...body].reduce((total, character, index) => total + value(character) * (index % 2 === 0 ? 1 : 2), 0);
  return `1Z${body}${(10 - (sum % 10)) % 10}`;
}

/** A small Shippo: shipments with rates, transactions, refunds. */
export function shippoStandIn(): Promise<StandIn> {
  const refunds: Json[] = [];
  let shipments = 0;
  const declared = new Set<string>();
  return standIn(
    (method, path) => method === 'POST' && ['/transactions', '/manifests', '/pickups'].includes(path),
    (self, method, path, body) => {
      const followed = shippoAfterLabels(self, method, path, body);
      if (followed) return followed;
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
          tracking_number: upsNumber(self.bought.size),
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
