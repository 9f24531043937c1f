import { z } from 'zod';
import { compact } from '#src/kernel/compact.ts';
import type { DocumentFile, Errand, ErrandResult, Found, ListedLabel, Messenger, Sent, ShipFrom } from '#src/modules/handover/ports.ts';
import { askCarrier, type CarrierConnection, callCarrier, fetchFile, readAs } from '../carrier-http.ts';
import { notThisErrand, refusedBy } from '../errand-outcome.ts';

const text = z.string().nullish();
const named = z.union([z.string(), z.object({ object_id: z.string() })]);
const transactionShape = z.object({ rate: named });
const rateShape = z.object({ carrier_account: z.string(), shipment: z.string() });
const shipmentShape = z.object({ address_from: named });
const manifestShape = z.object({
  object_id: z.string(),
  status: z.string(),
  documents: z.array(z.string()).nullish(),
  transactions: z.array(z.string()).default([]),
});
type Manifest = z.infer<typeof manifestShape>;
const manifestList = z.object({ results: z.array(manifestShape).default([]) });
const pickupShape = z.object({
  object_id: z.string(),
  status: z.string(),
  confirmation_code: text,
  confirmed_start_time: text,
  confirmed_end_time: text,
});
const manifestHandle = z.object({ manifestId: z.string() });

const idOf = (value: z.infer<typeof named>): string => (typeof value === 'string' ? value : value.object_id);

/**
 * Manifests and pickups of Shippo. Manifests can be listed, so a lost answer is looked up. Pickups cannot be, nor called off:
 * after a lost answer nothing is sent again, and a person who has asked the carrier says what became of it.
 */
export function shippoErrands(connection: CarrierConnection): Messenger {
  const get = <T>(shape: z.ZodType<T>, kind: string, id: string) =>
    askCarrier(connection, 'GET', `/${kind}/${encodeURIComponent(id)}`).then((body) => readAs(shape, body));
  /** The seller's account with the carrier, and where its parcels leave from, by a label that was bought there. */
  const originOf = async ([first]: readonly ListedLabel[]) => {
    const { rate } = await get(transactionShape, 'transactions', first?.shipmentId ?? '');
    const { carrier_account: carrierAccount, shipment } = await get(rateShape, 'rates', idOf(rate));
    const { address_from: from } = await get(shipmentShape, 'shipments', shipment);
    return { carrierAccount, from: idOf(from) };
  };
  const fileOf = async ({ documents }: Manifest): Promise<DocumentFile | null> => {
    const url = documents?.[0];
    const bytes = url ? await fetchFile(connection, url) : null;
    return bytes && { type: 'application/pdf', bytes };
  };
  const manifestSent = async (manifest: Manifest): Promise<Sent> => {
    if (manifest.status === 'ERROR') return { kind: 'refused', code: 'ERROR', message: '' };
    const isDone = manifest.status === 'SUCCESS';
    const { object_id: manifestId } = manifest;
    const result: ErrandResult = { number: manifestId, facts: {}, handle: { manifestId }, file: isDone ? await fileOf(manifest) : null };
    return isDone ? { kind: 'done', result } : { kind: 'taken', result };
  };
  const makeManifest = async ({ labels, day }: Extract<Errand, { kind: 'manifest' }>): Promise<Sent> => {
    const { carrierAccount, from } = await originOf(labels);
    const answer = await callCarrier(connection, 'POST', '/manifests', {
      carrier_account: carrierAccount,
      shipment_date: day,
      address_from: from,
      transactions: labels.map(({ shipmentId }) => shipmentId),
      async: false,
    });
    if (answer.kind === 'unknown') return answer;
    if (answer.status >= 300) return refusedBy(answer.body);
    const manifest = manifestShape.safeParse(answer.body);
    return manifest.success ? manifestSent(manifest.data) : { kind: 'unknown', why: 'unreadable' };
  };
  const findManifest = async (labels: readonly ListedLabel[], handle: Record<string, unknown>): Promise<Found> => {
    const known = manifestHandle.safeParse(handle);
    const [first] = labels;
    const { results } = known.success
      ? { results: [] }
      : readAs(manifestList, await askCarrier(connection, 'GET', '/manifests?results=100'));
    const found = known.success
      ? await get(manifestShape, 'manifests', known.data.manifestId)
      : results.find(({ status, transactions }) => status !== 'ERROR' && transactions.includes(first?.shipmentId ?? ''));
    if (!found) return { kind: 'none' };
    const sent = await manifestSent(found);
    return sent.kind === 'done' || sent.kind === 'refused' ? sent : { kind: 'unclear' };
  };
  const bookPickup = async ({ labels, from, window, note, key }: Extract<Errand, { kind: 'pickup' }>): Promise<Sent> => {
    const { carrierAccount } = await originOf(labels);
    const answer = await callCarrier(connection, 'POST', '/pickups', {
      carrier_account: carrierAccount,
      location: { building_location_type: 'Front Door', address: addressOf(from), ...(note === '' ? {} : { instructions: note }) },
      transactions: labels.map(({ shipmentId }) => shipmentId),
      requested_start_time: window.from,
      requested_end_time: window.to,
      metadata: key,
    });
    if (answer.kind === 'unknown') return answer;
    if (answer.status >= 300) return refusedBy(answer.body);
    const pickup = pickupShape.safeParse(answer.body);
    if (!pickup.success) return { kind: 'unknown', why: 'unreadable' };
    const { object_id: id, status, confirmation_code: code, confirmed_start_time: start, confirmed_end_time: end } = pickup.data;
    if (status === 'ERROR') return { kind: 'refused', code: 'ERROR', message: '' };
    return {
      kind: 'done',
      result: { number: code ?? id, facts: compact({ from: start ?? undefined, to: end ?? undefined }), handle: {}, file: null },
    };
  };

  return {
    settlesMs: 120_000,
    send: async (errand) => {
      if (errand.kind === 'manifest') return makeManifest(errand);
      return errand.kind === 'pickup' ? bookPickup(errand) : notThisErrand();
    },
    find: async (errand, { handle }) => (errand.kind === 'manifest' ? findManifest(errand.labels, handle) : { kind: 'unclear' }),
    file: async (_errand, handle) => {
      const known = manifestHandle.safeParse(handle);
      return known.success ? fileOf(await get(manifestShape, 'manifests', known.data.manifestId)) : null;
    },
  };
}

const addressOf = ({ name, company, lines, city, region, postalCode, country, phone, email }: ShipFrom) =>
  compact({ name, company, street1: lines[0] ?? '', street2: lines[1], city, state: region, zip: postalCode, country, phone, email });
