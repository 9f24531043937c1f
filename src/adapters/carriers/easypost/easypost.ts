import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { compact } from '#src/kernel/compact.ts';
import { times } from '#src/kernel/money.ts';
import type { Address, Bought, Carrier, CustomsDeclaration, LabelFormat, Offer, Refund, Wish } from '#src/modules/labels/ports.ts';
import { askCarrier, type CarrierConnection, callCarrier, codeOf, fetchFile, fetchPapers, readAs } from '../carrier-http.ts';
import { estimateOfDay, estimateOfDays } from '../estimate.ts';
import { iossCountry } from '../ioss-country.ts';

const text = z.string().nullish();
const shipmentShape = z.object({
  id: z.string(),
  rates: z
    .array(
      z.object({
        id: z.string(),
        carrier: z.string(),
        service: z.string(),
        rate: z.string(),
        currency: z.string(),
        delivery_date: text,
        delivery_date_guaranteed: z.boolean().nullish(),
        delivery_days: z.number().nullish(),
        est_delivery_days: z.number().nullish(),
      }),
    )
    .default([]),
  messages: z.array(z.object({ carrier: text, message: z.unknown() })).default([]),
  tracking_code: text,
  refund_status: text,
  selected_rate: z.object({ rate: z.string(), currency: z.string() }).nullish(),
  postage_label: z.object({ label_url: text, label_pdf_url: text, label_zpl_url: text }).nullish(),
  forms: z.array(z.object({ form_type: z.string(), form_url: text })).nullish(),
});
type Shipment = z.infer<typeof shipmentShape>;
const handleShape = z.object({ shipmentId: z.string(), rateId: z.string() });
const receiptShape = z.object({ format: z.enum(['pdf', 'png', 'zpl203', 'zpl300']) });

/**
 * EasyPost by its HTTP interface (v2). The shipment is made with the rates and holds the recipient; buying names it, so a
 * label cannot be bought twice for it, and after a lost answer the shipment tells what it has become. Its own client is not
 * used: it does not tell whether a call that failed had left this machine.
 */
export function easypost(connection: CarrierConnection): Carrier {
  const shipment = async (id: string) =>
    readAs(shipmentShape, await askCarrier(connection, 'GET', `/v2/shipments/${encodeURIComponent(id)}`));
  const boughtOf = async (found: Shipment, offer: Offer, format: LabelFormat): Promise<Bought> => ({
    receipt: { shipmentId: found.id, tracking: found.tracking_code ?? null, handle: { format } },
    price: found.selected_rate ? { amount: found.selected_rate.rate, currency: found.selected_rate.currency } : offer.price,
    file: await fileOf(found, format),
    papers: await fetchPapers(
      connection,
      (found.forms ?? []).map(({ form_type: kind, form_url: url }) => ({ kind, url })),
    ),
  });
  const fileOf = async ({ postage_label: label }: Shipment, format: LabelFormat) => {
    const url =
      format === 'pdf'
        ? (label?.label_pdf_url ?? label?.label_url)
        : format === 'png'
          ? label?.label_url
          : (label?.label_zpl_url ?? label?.label_url);
    const bytes = url ? await fetchFile(connection, url) : null;
    return bytes && { format, bytes };
  };
  return {
    needsRecipient: true,
    confirmsOrder: false,
    settlesMs: 60_000,
    rates: async (wish, to) => {
      if (!to) throw new AppError('INVALID_INPUT', 'to: this carrier needs the address of the recipient');
      const made = readAs(shipmentShape, await askCarrier(connection, 'POST', '/v2/shipments', { shipment: requestOf(wish, to) }));
      return {
        offers: made.rates.map((rate) => offerOf(rate, made.id, wish)),
        unavailable: made.messages.map(({ carrier }) => ({
          carrier: carrier ?? '',
          service: '',
          reason: 'The carrier does not take this parcel.',
        })),
      };
    },
    buy: async ({ offer, wish }) => {
      const { shipmentId, rateId } = handleShape.parse(offer.handle);
      const answer = await callCarrier(connection, 'POST', `/v2/shipments/${encodeURIComponent(shipmentId)}/buy`, { rate: { id: rateId } });
      if (answer.kind === 'unknown') return answer;
      if (answer.status >= 300) return { kind: 'refused', code: codeOf(answer.body), message: '' };
      const found = shipmentShape.safeParse(answer.body);
      return found.success
        ? { kind: 'bought', bought: await boughtOf(found.data, offer, wish.format) }
        : { kind: 'unknown', why: 'unreadable' };
    },
    find: async ({ offer, wish }) => {
      const found = await shipment(handleShape.parse(offer.handle).shipmentId);
      return found.postage_label ? { kind: 'bought', bought: await boughtOf(found, offer, wish.format) } : { kind: 'none' };
    },
    void: async ({ shipmentId }) => {
      const answer = await callCarrier(connection, 'POST', `/v2/shipments/${encodeURIComponent(shipmentId ?? '')}/refund`);
      if (answer.kind === 'unknown') return answer;
      if (answer.status >= 300) return { kind: 'refused', code: codeOf(answer.body), message: '' };
      return { kind: 'done', refund: refundOf(readAs(shipmentShape, answer.body)) };
    },
    refund: async ({ shipmentId }) => refundOf(await shipment(shipmentId ?? '')),
    file: async ({ shipmentId, handle }) => fileOf(await shipment(shipmentId ?? ''), receiptShape.parse(handle).format),
    tryKey: async () => {
      await askCarrier(connection, 'GET', '/v2/shipments?page_size=1');
    },
  };
}

function refundOf({ refund_status: status }: Shipment): Refund {
  if (status === 'refunded') return 'refunded';
  if (status === 'submitted') return 'pending';
  return status === 'rejected' ? 'rejected' : 'none';
}

/** EasyPost names one day, which is guaranteed or not, or a number of days. */
function arrivalDays(rate: Shipment['rates'][number], { shipAt }: Wish): Pick<Offer, 'earliest' | 'latest' | 'estimated'> {
  const { delivery_date: day, delivery_date_guaranteed: isGuaranteed, delivery_days: days, est_delivery_days: older } = rate;
  if (day && isGuaranteed === true) return { earliest: null, latest: day };
  return day ? estimateOfDay(day) : estimateOfDays(shipAt, days ?? older);
}

const offerOf = (given: Shipment['rates'][number], shipmentId: string, wish: Wish): Offer => ({
  carrier: given.carrier,
  service: given.service,
  price: { amount: given.rate, currency: given.currency },
  ...arrivalDays(given, wish),
  protection: { claims: null, onTime: null, excluded: [] },
  formats: [wish.format],
  expiresAt: null,
  handle: { shipmentId, rateId: given.id },
});

const addressOf = ({ name, company, lines, city, region, postalCode, country, phone, email }: Address) =>
  compact({ name, company, street1: lines[0] ?? '', street2: lines[1], city, state: region, zip: postalCode, country, phone, email });

const ouncesOf = ({ weight, weightUnit }: Pick<Wish['parcel'], 'weight' | 'weightUnit'>) =>
  weightUnit === 'oz' ? weight : Math.round((weight / 28.349523125) * 10) / 10;

/** Amazon's number, under which it pays the tax of the import. */
const taxNumber = (ioss: string) => compact({ entity: 'SENDER', tax_id: ioss, tax_id_type: 'IOSS', issuing_country: iossCountry(ioss) });

/** Value and weight of a customs item are those of all its units; ounces, as for the parcel. */
const customsOf = ({ contents, signer, ifUndelivered, items }: CustomsDeclaration) => ({
  contents_type: contents,
  customs_certify: true,
  customs_signer: signer,
  non_delivery_option: ifUndelivered,
  restriction_type: 'none',
  // The exemption for goods of up to 2,500 USD to a tariff number; the carriers' own default.
  eel_pfc: 'NOEEI 30.37(a)',
  customs_items: items.map(({ sku, description, quantity, hsCode, origin, value, grams }) => ({
    code: sku.slice(0, 20),
    description,
    quantity,
    hs_tariff_number: hsCode,
    origin_country: origin,
    value: times(value, quantity).amount,
    currency: value.currency,
    weight: ouncesOf({ weight: grams * quantity, weightUnit: 'g' }),
  })),
});

function requestOf({ from, parcel, format, signature, orderId, customs }: Wish, to: Address) {
  const inches = (side: number) => (parcel.lengthUnit === 'in' ? side : Math.round((side / 2.54) * 100) / 100);
  return {
    reference: orderId,
    to_address: addressOf(to),
    from_address: addressOf(from),
    parcel: {
      length: inches(parcel.length),
      width: inches(parcel.width),
      height: inches(parcel.height),
      weight: Math.max(0.1, ouncesOf(parcel)),
    },
    options: {
      label_format: format === 'pdf' ? 'PDF' : format === 'png' ? 'PNG' : 'ZPL',
      label_size: '4x6',
      ...(signature === 'none' ? {} : { delivery_confirmation: signature === 'adult' ? 'ADULT_SIGNATURE' : 'SIGNATURE' }),
      ...(customs ? { incoterm: customs.duties.toUpperCase() } : {}),
    },
    ...(customs ? { customs_info: customsOf(customs) } : {}),
    ...(customs?.ioss ? { tax_identifiers: [taxNumber(customs.ioss)] } : {}),
  };
}
