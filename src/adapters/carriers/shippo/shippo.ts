import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { compact } from '#src/kernel/compact.ts';
import { times } from '#src/kernel/money.ts';
import type {
  Address,
  Bought,
  BuyOutcome,
  Carrier,
  CustomsDeclaration,
  LabelFormat,
  Offer,
  Refund,
  Wish,
} from '#src/modules/labels/ports.ts';
import { askCarrier, type CarrierConnection, callCarrier, codeOf, fetchFile, fetchPapers, readAs } from '../carrier-http.ts';
import { estimateOfDays } from '../estimate.ts';

const text = z.string().nullish();
const rateShape = z.object({
  object_id: z.string(),
  provider: z.string(),
  servicelevel: z.object({ name: z.string() }),
  amount: z.string(),
  currency: z.string(),
  estimated_days: z.number().nullish(),
});
const shipmentShape = z.object({ object_id: z.string(), rates: z.array(rateShape).default([]) });
const transactionShape = z.object({
  object_id: z.string(),
  status: z.string(),
  rate: z.unknown(),
  tracking_number: text,
  label_url: text,
  commercial_invoice_url: text,
});
type Transaction = z.infer<typeof transactionShape>;
const listShape = z.object({ results: z.array(transactionShape) });
const refundShape = z.object({ object_id: z.string(), status: z.string(), transaction: z.string() });
const refundList = z.object({ results: z.array(refundShape) });
const handleShape = z.object({ rateId: z.string() });
const receiptShape = z.object({ format: z.enum(['pdf', 'png', 'zpl203', 'zpl300']) });

const fileTypes: Record<LabelFormat, string> = { pdf: 'PDF_4x6', png: 'PNG', zpl203: 'ZPLII', zpl300: 'ZPLII' };

/**
 * Shippo by its HTTP interface. A label is a transaction of a rate, and transactions can be asked for by their rate: so a lost
 * answer is looked up before anything is sent again.
 */
export function shippo(connection: CarrierConnection): Carrier {
  const boughtOf = async (found: Transaction, offer: Offer, format: LabelFormat): Promise<Bought> => ({
    receipt: { shipmentId: found.object_id, tracking: found.tracking_number ?? null, handle: { format } },
    price: offer.price,
    file: await fileOf(found, format),
    papers: await fetchPapers(connection, [{ kind: 'commercial_invoice', url: found.commercial_invoice_url }]),
  });
  const fileOf = async ({ label_url: url }: Transaction, format: LabelFormat) => {
    const bytes = url ? await fetchFile(connection, url) : null;
    return bytes && { format, bytes };
  };
  const outcomeOf = async (body: unknown, offer: Offer, format: LabelFormat): Promise<BuyOutcome> => {
    const found = transactionShape.safeParse(body);
    if (!found.success) return { kind: 'unknown', why: 'unreadable' };
    if (found.data.status === 'SUCCESS') return { kind: 'bought', bought: await boughtOf(found.data, offer, format) };
    return found.data.status === 'ERROR' ? { kind: 'refused', code: 'ERROR', message: '' } : { kind: 'unknown', why: 'queued' };
  };
  const refundOf = async (transactionId: string): Promise<Refund> => {
    const { results } = readAs(refundList, await askCarrier(connection, 'GET', '/refunds?results=100'));
    return words(results.find(({ transaction }) => transaction === transactionId)?.status);
  };
  return {
    needsRecipient: true,
    confirmsOrder: false,
    settlesMs: 120_000,
    rates: async (wish, to) => {
      if (!to) throw new AppError('INVALID_INPUT', 'to: this carrier needs the address of the recipient');
      const made = readAs(shipmentShape, await askCarrier(connection, 'POST', '/shipments', requestOf(wish, to)));
      return { offers: made.rates.map((rate) => offerOf(rate, wish)), unavailable: [] };
    },
    buy: async ({ offer, wish, key }) => {
      const { rateId } = handleShape.parse(offer.handle);
      const order = { rate: rateId, label_file_type: fileTypes[wish.format], async: false, metadata: key };
      const answer = await callCarrier(connection, 'POST', '/transactions', order);
      if (answer.kind === 'unknown') return answer;
      if (answer.status >= 300) return { kind: 'refused', code: codeOf(answer.body), message: '' };
      return outcomeOf(answer.body, offer, wish.format);
    },
    find: async ({ offer, wish }) => {
      const { rateId } = handleShape.parse(offer.handle);
      const { results } = readAs(listShape, await askCarrier(connection, 'GET', `/transactions?rate=${encodeURIComponent(rateId)}`));
      const live = results.filter(({ status }) => status !== 'ERROR');
      const bought = live.find(({ status }) => status === 'SUCCESS');
      if (bought) return { kind: 'bought', bought: await boughtOf(bought, offer, wish.format) };
      return { kind: live.length > 0 ? 'unclear' : 'none' };
    },
    void: async ({ shipmentId }) => {
      const answer = await callCarrier(connection, 'POST', '/refunds', { transaction: shipmentId, async: false });
      if (answer.kind === 'unknown') return answer;
      if (answer.status >= 300) return { kind: 'refused', code: codeOf(answer.body), message: '' };
      return { kind: 'done', refund: words(readAs(refundShape, answer.body).status) };
    },
    refund: async ({ shipmentId }) => refundOf(shipmentId ?? ''),
    file: async ({ shipmentId, handle }) => {
      const found = readAs(transactionShape, await askCarrier(connection, 'GET', `/transactions/${encodeURIComponent(shipmentId ?? '')}`));
      return fileOf(found, receiptShape.parse(handle).format);
    },
    tryKey: async () => {
      await askCarrier(connection, 'GET', '/transactions?results=1');
    },
  };
}

function words(status: string | undefined): Refund {
  if (status === 'SUCCESS') return 'refunded';
  if (status === 'PENDING' || status === 'QUEUED') return 'pending';
  return status === 'ERROR' ? 'rejected' : 'none';
}

/** Shippo names a number of days that a service takes on average. */
const offerOf = (
  { object_id: rateId, provider, servicelevel, amount, currency, estimated_days: days }: z.infer<typeof rateShape>,
  wish: Wish,
): Offer => ({
  carrier: provider,
  service: servicelevel.name,
  price: { amount, currency },
  ...estimateOfDays(wish.shipAt, days),
  protection: { claims: null, onTime: null, excluded: [] },
  formats: [wish.format],
  expiresAt: null,
  handle: { rateId },
});

const addressOf = ({ name, company, lines, city, region, postalCode, country, phone, email }: Address) =>
  compact({ name, company, street1: lines[0] ?? '', street2: lines[1], city, state: region, zip: postalCode, country, phone, email });

/** Value and weight of a customs item are those of all its units. */
const customsOf = ({ contents, signer, ifUndelivered, duties, ioss, items }: CustomsDeclaration) => ({
  contents_type: {
    merchandise: 'MERCHANDISE',
    gift: 'GIFT',
    documents: 'DOCUMENTS',
    sample: 'SAMPLE',
    returned_goods: 'RETURN_MERCHANDISE',
  }[contents],
  non_delivery_option: ifUndelivered.toUpperCase(),
  certify: true,
  certify_signer: signer,
  incoterm: duties.toUpperCase(),
  ...(ioss === null ? {} : { exporter_identification: { tax_id: { number: ioss, type: 'IOSS' } } }),
  items: items.map(({ sku, description, quantity, hsCode, origin, value, grams }) => ({
    sku_code: sku,
    description,
    quantity,
    tariff_number: hsCode,
    origin_country: origin,
    value_amount: times(value, quantity).amount,
    value_currency: value.currency,
    net_weight: String(grams * quantity),
    mass_unit: 'g',
  })),
});

const requestOf = ({ from, parcel, signature, orderId, customs }: Wish, to: Address) => ({
  address_from: addressOf(from),
  address_to: addressOf(to),
  parcels: [
    {
      length: String(parcel.length),
      width: String(parcel.width),
      height: String(parcel.height),
      distance_unit: parcel.lengthUnit,
      weight: String(parcel.weight),
      mass_unit: parcel.weightUnit,
    },
  ],
  metadata: orderId,
  async: false,
  ...(customs ? { customs_declaration: customsOf(customs) } : {}),
  ...(signature === 'none' ? {} : { extra: { signature_confirmation: signature === 'adult' ? 'ADULT' : 'STANDARD' } }),
});
