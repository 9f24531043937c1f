import { z } from 'zod';
import { compact } from '#src/kernel/compact.ts';
import type { DocumentFile, Errand, ErrandResult, Found, ListedLabel, Messenger, Sent, ShipFrom } from '#src/modules/handover/ports.ts';
import { askCarrier, type CarrierConnection, callCarrier, fetchFile, readAs } from '../carrier-http.ts';
import { doneElsewhere, notThisErrand, refusedBy } from '../errand-outcome.ts';

const text = z.string().nullish();
const formShape = z.object({ id: z.string(), status: text, message: text, form_url: text, confirmation: text });
type Form = z.infer<typeof formShape>;
const shipmentShape = z.object({ scan_form: z.object({ id: z.string() }).nullish() });
const batchShape = z.object({ id: z.string() });
const rateShape = z.object({ carrier: z.string(), service: z.string(), rate: z.string(), currency: z.string() });
const pickupShape = z.object({
  id: z.string(),
  status: text,
  reference: text,
  confirmation: text,
  pickup_rates: z.array(rateShape).default([]),
});
type Pickup = z.infer<typeof pickupShape>;
const pickupList = z.object({ pickups: z.array(pickupShape).default([]) });
const formHandle = z.object({ formId: z.string() });
const pickupHandle = z.object({ pickupId: z.string() });

/**
 * Manifests (scan forms) and pickups of EasyPost. A shipment tells which form it is on, and a pickup is found by the reference
 * that we give it, so a lost answer is looked up. Making a pickup books nothing yet: only buying it does.
 */
export function easypostErrands(connection: CarrierConnection): Messenger {
  const formOf = async (id: string) => readAs(formShape, await askCarrier(connection, 'GET', `/v2/scan_forms/${encodeURIComponent(id)}`));
  const fileOf = async ({ form_url: url }: Form): Promise<DocumentFile | null> => {
    const bytes = url ? await fetchFile(connection, url) : null;
    return bytes && { type: 'application/pdf', bytes };
  };
  const formResult = async (form: Form): Promise<ErrandResult> => ({
    number: form.confirmation ?? form.id,
    facts: {},
    handle: { formId: form.id },
    file: form.status === 'created' ? await fileOf(form) : null,
  });
  const formSent = async (form: Form): Promise<Sent> => {
    if (form.status === 'failed') return { kind: 'refused', code: 'failed', message: form.message ?? '' };
    const result = await formResult(form);
    return form.status === 'created' ? { kind: 'done', result } : { kind: 'taken', result };
  };
  const makeForm = async (labels: readonly ListedLabel[]): Promise<Sent> => {
    const answer = await callCarrier(connection, 'POST', '/v2/scan_forms', {
      shipments: labels.map(({ shipmentId }) => ({ id: shipmentId })),
    });
    if (answer.kind === 'unknown') return answer;
    if (answer.status >= 300) return refusedBy(answer.body);
    const form = formShape.safeParse(answer.body);
    return form.success ? formSent(form.data) : { kind: 'unknown', why: 'unreadable' };
  };
  const findForm = async (labels: readonly ListedLabel[], handle: Record<string, unknown>): Promise<Found> => {
    const known = formHandle.safeParse(handle);
    const [first] = labels;
    const id = known.success ? known.data.formId : first && (await formOfShipment(first.shipmentId));
    if (!id) return { kind: 'none' };
    const sent = await formSent(await formOf(id));
    return sent.kind === 'done' || sent.kind === 'refused' ? sent : { kind: 'unclear' };
  };
  const formOfShipment = async (id: string) =>
    readAs(shipmentShape, await askCarrier(connection, 'GET', `/v2/shipments/${encodeURIComponent(id)}`)).scan_form?.id;

  const pickupOf = async (key: string): Promise<Pickup | undefined> => {
    const { pickups } = readAs(pickupList, await askCarrier(connection, 'GET', '/v2/pickups?page_size=100'));
    return pickups.find(({ reference }) => reference === key);
  };
  const makePickup = async (errand: Extract<Errand, { kind: 'pickup' }>): Promise<Pickup> => {
    const { key, from, labels, window, note } = errand;
    const shipments = labels.map(({ shipmentId }) => ({ id: shipmentId }));
    const [only] = shipments;
    const what =
      shipments.length === 1 && only
        ? { shipment: only }
        : { batch: { id: readAs(batchShape, await askCarrier(connection, 'POST', '/v2/batches', { batch: { shipments } })).id } };
    const pickup = {
      ...what,
      address: addressOf(from),
      min_datetime: window.from,
      max_datetime: window.to,
      instructions: note,
      is_account_address: false,
      reference: key,
    };
    return readAs(pickupShape, await askCarrier(connection, 'POST', '/v2/pickups', { pickup }));
  };
  const bookPickup = async (errand: Extract<Errand, { kind: 'pickup' }>): Promise<Sent> => {
    const pickup = (await pickupOf(errand.key)) ?? (await makePickup(errand));
    if (pickup.status === 'scheduled') return { kind: 'done', result: pickupResult(pickup) };
    const rate = pickup.pickup_rates.toSorted((a, b) => Number(a.rate) - Number(b.rate))[0];
    if (!rate) return { kind: 'refused', code: 'NO_PICKUP_RATE', message: '' };
    const body = { carrier: rate.carrier, service: rate.service };
    const answer = await callCarrier(connection, 'POST', `/v2/pickups/${encodeURIComponent(pickup.id)}/buy`, body);
    if (answer.kind === 'unknown') return answer;
    if (answer.status >= 300) return refusedBy(answer.body);
    const bought = pickupShape.safeParse(answer.body);
    if (!bought.success) return { kind: 'unknown', why: 'unreadable' };
    const result = pickupResult({ ...bought.data, pickup_rates: [rate] });
    return bought.data.status === 'scheduled' ? { kind: 'done', result } : { kind: 'taken', result };
  };

  return {
    settlesMs: 60_000,
    send: async (errand) => {
      switch (errand.kind) {
        case 'manifest':
          return makeForm(errand.labels);
        case 'pickup':
          return bookPickup(errand);
        case 'pickup_cancel': {
          const { pickupId } = pickupHandle.parse(errand.handle);
          const answer = await callCarrier(connection, 'POST', `/v2/pickups/${encodeURIComponent(pickupId)}/cancel`);
          if (answer.kind === 'unknown') return answer;
          return answer.status >= 300 ? refusedBy(answer.body) : { kind: 'done', result: doneElsewhere(errand.number) };
        }
        case 'slot':
        case 'slot_change':
          return notThisErrand();
      }
    },
    find: async (errand, { handle }) => {
      switch (errand.kind) {
        case 'manifest':
          return findForm(errand.labels, handle);
        case 'pickup': {
          const pickup = await pickupOf(errand.key);
          return pickup?.status === 'scheduled' ? { kind: 'done', result: pickupResult(pickup) } : { kind: 'none' };
        }
        case 'pickup_cancel': {
          const { pickupId } = pickupHandle.parse(errand.handle);
          const pickup = readAs(pickupShape, await askCarrier(connection, 'GET', `/v2/pickups/${encodeURIComponent(pickupId)}`));
          return pickup.status === 'canceled' ? { kind: 'done', result: doneElsewhere(errand.number) } : { kind: 'none' };
        }
        case 'slot':
        case 'slot_change':
          return notThisErrand();
      }
    },
    file: async (_errand, handle) => {
      const known = formHandle.safeParse(handle);
      return known.success ? fileOf(await formOf(known.data.formId)) : null;
    },
  };
}

const pickupResult = ({ id, confirmation, pickup_rates: [rate] }: Pickup): ErrandResult => ({
  number: confirmation ?? id,
  facts: rate ? { price: `${rate.rate} ${rate.currency}` } : {},
  handle: { pickupId: id },
  file: null,
});

const addressOf = ({ name, company, lines, city, region, postalCode, country, phone, email }: ShipFrom) =>
  compact({ name, company, street1: lines[0] ?? '', street2: lines[1], city, state: region, zip: postalCode, country, phone, email });
