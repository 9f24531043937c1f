import { invoiceFile, labelFiles, manifestFile } from './label-files.ts';
import { type Answer, type Json, lacksCustoms, openStandIn, type StandIn, type StandInOptions, textOf, travelled } from './stand-in.ts';

/** A small Shippo: shipments with rates, transactions, refunds. */
export function shippoStandIn({ first = 0, now }: StandInOptions = {}): Promise<StandIn> {
  const refunds: Json[] = [];
  let shipments = first;
  const asked = new Map<string, Record<string, Json | undefined>>();
  return openStandIn(
    (method, path) => method === 'POST' && ['/transactions', '/manifests', '/pickups'].includes(path),
    (self, method, path, body) => {
      const followed = shippoAfterLabels(self, method, path, body, now);
      if (followed) return followed;
      if (method === 'POST' && path === '/shipments') {
        shipments += 1;
        const rate = {
          object_id: `rate-${shipments}`,
          provider: 'UPS',
          servicelevel: { name: 'Ground' },
          amount: '8.10',
          currency: 'USD',
          estimated_days: 4,
        };
        const { address_from, address_to, customs_declaration } = body as Record<string, Json | undefined>;
        const items = customs_declaration?.['items'] as Json[] | undefined;
        asked.set(rate.object_id, body as Record<string, Json | undefined>);
        const isLacking = lacksCustoms(address_from, address_to, items, ['tariff_number', 'value_amount']);
        return [201, { object_id: `shipment-${shipments}`, rates: isLacking ? [] : [rate] }];
      }
      if (method === 'POST' && path === '/transactions') {
        const id = `transaction-${first + self.bought.size + 1}`;
        const tracking = upsNumber(first + self.bought.size);
        const { address_from: from, address_to: to, customs_declaration: customs, metadata } = asked.get(textOf(body['rate'])) ?? {};
        const items = (customs?.['items'] ?? []) as Json[];
        Object.assign(
          self.files,
          labelFiles({ id, carrier: 'UPS', service: 'Ground', tracking, reference: textOf(metadata), from, to }),
          customs ? invoiceFile(id, tracking, items, 'value_amount') : {},
        );
        const made = {
          object_id: id,
          status: 'SUCCESS',
          rate: body['rate'],
          tracking_number: tracking,
          label_url: `${self.url}/files/${id}.${{ PNG: 'png', ZPLII: 'zpl' }[String(body['label_file_type'])] ?? 'pdf'}`,
          ...(customs ? { commercial_invoice_url: `${self.url}/files/${id}-form.pdf` } : {}),
        };
        self.bought.set(id, made);
        if (now) self.boughtAt.set(made.tracking_number, now());
        return [201, made];
      }
      if (method === 'GET' && path.startsWith('/transactions?')) {
        const wanted = new URL(path, self.url).searchParams.get('rate');
        return [200, { results: [...self.bought.values()].filter(({ rate }) => wanted === null || rate === wanted) }];
      }
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

/** Tracks, manifests and pickups. A pickup cannot be asked about again. */
function shippoAfterLabels(self: StandIn, method: string, path: string, body: Json, now?: () => number): Answer | undefined {
  const url = new URL(path, self.url);
  const [, kind, id = '', number = ''] = url.pathname.split('/');
  if (kind === 'tracks') {
    const {
      details = travelled(self, number, now).map(({ step, at }) => ({ ...words[step], status_date: at, location: null })),
      promised,
    } = self.journeys.get(number) ?? {};
    return [200, { tracking_number: number, eta: promised ?? null, tracking_history: details }];
  }
  if (kind === 'rates') return [200, { carrier_account: 'account-1', shipment: 'shipment-1' }];
  if (kind === 'shipments' && method === 'GET') return [200, { object_id: id, rates: [], address_from: { object_id: 'address-1' } }];
  if (kind === 'manifests' && method === 'POST') {
    const manifestId = `manifest-${self.made.size + 1}`;
    const listed = body['transactions'] as string[];
    const numbers = listed.map((each) => textOf(self.bought.get(each)?.['tracking_number']) || each);
    Object.assign(self.files, manifestFile(manifestId, 'UPS', numbers));
    const manifest = {
      object_id: manifestId,
      status: 'SUCCESS',
      transactions: listed,
      documents: [`${self.url}/files/${manifestId}.pdf`],
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
function upsNumber(serial: number): string {
  const body = `5R89390${String(35_756_712 + serial).padStart(8, '0')}`;
  const value = (character: string) => (/\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 3) % 10);
  const sum = [...body].reduce((total, character, index) => total + value(character) * (index % 2 === 0 ? 1 : 2), 0);
  return `1Z${body}${(10 - (sum % 10)) % 10}`;
}

const words = {
  accepted: { status: 'TRANSIT', substatus: { code: 'package_accepted' } },
  moving: { status: 'TRANSIT', substatus: { code: 'package_departed' } },
  delivered: { status: 'DELIVERED', substatus: { code: 'delivered' } },
};
