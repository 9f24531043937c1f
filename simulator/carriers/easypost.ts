import { invoiceFile, labelFiles, manifestFile } from './label-files.ts';
import { type Answer, type Json, lacksCustoms, openStandIn, type StandIn, type StandInOptions, textOf, travelled } from './stand-in.ts';

/** A small EasyPost: shipments with rates, purchases, refunds. */
export function easypostStandIn({ first = 0, now }: StandInOptions = {}): Promise<StandIn> {
  const shipments = new Map<string, Json>();
  return openStandIn(
    (method, path) => method === 'POST' && (path.endsWith('/buy') || path.endsWith('/cancel') || path === '/v2/scan_forms'),
    (self, method, path, body) => {
      if (method === 'POST' && path === '/v2/shipments') {
        const id = `shp_${first + shipments.size + 1}`;
        const rate = {
          id: `rate_${id}`,
          carrier: 'USPS',
          service: 'GroundAdvantage',
          rate: '5.93',
          currency: 'USD',
          delivery_days: 3,
          delivery_date: null,
        };
        const { reference, to_address, from_address, customs_info } = body['shipment'] as Record<string, Json | undefined>;
        const isLacking = lacksCustoms(from_address, to_address, customs_info?.['customs_items'] as Json[] | undefined, [
          'hs_tariff_number',
          'value',
        ]);
        const made = {
          id,
          rates: isLacking ? [] : [rate],
          messages: [{ carrier: 'UPS', message: 'no account' }],
          reference,
          to_address,
          from_address,
          customs_info,
          forms: customs_info ? [{ form_type: 'commercial_invoice', form_url: `${self.url}/files/${id}-form.pdf` }] : [],
        };
        shipments.set(id, made);
        return [201, made];
      }
      if (method === 'GET' && path.startsWith('/v2/shipments?')) return [200, { shipments: [] }];
      const followed = easypostAfterLabels(self, method, path, body, shipments, now);
      if (followed) return followed;
      const [, id = '', action] = /^\/v2\/shipments\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
      const known = shipments.get(id);
      if (!known) return [404, { error: { code: 'NOT_FOUND' } }];
      if (action === 'buy') {
        if (self.bought.has(id)) return [422, { error: { code: 'SHIPMENT.POSTAGE.EXISTS' } }];
        const tracking = uspsNumber(first + self.bought.size);
        const { reference, from_address: from, to_address: to, customs_info: customs } = known as Record<string, Json | undefined>;
        const items = (customs?.['customs_items'] ?? []) as Json[];
        Object.assign(
          self.files,
          labelFiles({ id, carrier: 'USPS', service: 'Ground Advantage', tracking, reference: textOf(reference), from, to }),
          items.length > 0 ? invoiceFile(id, tracking, items, 'value') : {},
        );
        const bought = {
          ...known,
          tracking_code: tracking,
          selected_rate: { rate: '5.93', currency: 'USD' },
          postage_label: {
            label_url: `${self.url}/files/${id}.png`,
            label_pdf_url: `${self.url}/files/${id}.pdf`,
            label_zpl_url: `${self.url}/files/${id}.zpl`,
          },
        };
        shipments.set(id, bought);
        self.bought.set(id, bought);
        if (now) self.boughtAt.set(bought.tracking_code, now());
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

/** Trackers, scan forms and pickups. A shipment is on one form only; making a pickup books nothing, buying it does. */
function easypostAfterLabels(
  self: StandIn,
  method: string,
  path: string,
  body: Json,
  shipments: Map<string, Json>,
  now?: () => number,
): Answer | undefined {
  const url = new URL(path, self.url);
  const id = url.pathname.split('/')[3] ?? '';
  if (url.pathname === '/v2/trackers') {
    const number = url.searchParams.get('tracking_code') ?? String((body['tracker'] as Json)['tracking_code']);
    const {
      details = travelled(self, number, now).map(({ step, at }) => ({ ...words[step], datetime: at, tracking_location: {} })),
      promised,
    } = self.journeys.get(number) ?? {};
    const tracker = { id: `trk_${number}`, status: 'in_transit', est_delivery_date: promised ?? null, tracking_details: details };
    return method === 'GET' ? [200, { trackers: [tracker] }] : [201, tracker];
  }
  if (method === 'POST' && url.pathname === '/v2/scan_forms') {
    const ids = (body['shipments'] as { id: string }[]).map((each) => each.id);
    if (ids.some((each) => shipments.get(each)?.['scan_form'])) return [422, { error: { code: 'SCAN_FORM.SHIPMENTS.ALREADY_ON_FORM' } }];
    const formId = `sf_${self.made.size + 1}`;
    const numbers = ids.map((each) => textOf(shipments.get(each)?.['tracking_code']) || each);
    Object.assign(self.files, manifestFile(formId, 'USPS', numbers));
    const form = {
      id: formId,
      status: 'created',
      confirmation: `C${self.made.size + 1}`,
      form_url: `${self.url}/files/${formId}.pdf`,
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

/** Numbers with the right check digit, each once. */
function uspsNumber(serial: number): string {
  const body = `940011120620640${String((626_078 + serial) % 1_000_000).padStart(6, '0')}`;
  const sum = [...body].toReversed().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

const words = {
  accepted: { status: 'in_transit', status_detail: 'received_at_origin_facility' },
  moving: { status: 'in_transit', status_detail: 'departed_facility' },
  delivered: { status: 'delivered', status_detail: 'arrived_at_destination' },
};
