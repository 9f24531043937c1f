import { z } from 'zod';
import type { SpapiClient } from '#src/adapters/spapi/client.ts';
import { understand } from '#src/adapters/spapi/understand.ts';
import { compact } from '#src/kernel/compact.ts';
import type { DocumentFile, ErrandResult, Messenger, ShipFrom } from '#src/modules/handover/ports.ts';
import { notThisErrand } from '../errand-outcome.ts';
import { refusalOf } from '../outcome.ts';
import { businessHeader } from './business.ts';

const formAnswer = z.object({
  collectionsFormDocument: z.object({ base64EncodedContent: z.string(), documentFormat: z.string().nullish() }),
});
const historyAnswer = z.object({
  collectionFormsHistoryRecordList: z
    .array(
      z.object({
        // Text by the model, a number of milliseconds in its example.
        creationDate: z.union([z.number(), z.string()]).transform((at) => new Date(at)),
        generationStatus: z.string(),
        collectionFormId: z.string(),
      }),
    )
    .default([]),
});
const labelHandle = z.object({ carrierId: z.string() });
const formHandle = z.object({ formId: z.string() });
const skewMs = 60_000;

/**
 * Collection forms of Amazon Shipping v2: Amazon lists all shipments of a carrier that are on none yet. The key makes a
 * repeated call the same one, and the history tells what became of a lost answer. It has no operation to order a pickup.
 */
export function collectionForms(client: SpapiClient, country: string): Messenger {
  const headers = businessHeader(country);
  const formOf = async (formId: string): Promise<DocumentFile> => {
    const path = `/shipping/v2/collectionForms/${encodeURIComponent(formId)}`;
    return fileOf(understand(await client.read({ operation: 'getCollectionForm', method: 'GET', path, headers }), formAnswer));
  };
  return {
    settlesMs: 120_000,
    send: async (errand) => {
      if (errand.kind !== 'manifest') return notThisErrand();
      const { carrierId } = labelHandle.parse(errand.labels[0]?.handle ?? {});
      const outcome = await client.write({
        operation: 'generateCollectionForm',
        method: 'POST',
        path: '/shipping/v2/collectionForms',
        headers: { ...headers, 'x-amzn-IdempotencyKey': errand.key },
        body: { carrierId, shipFromAddress: addressOf(errand.from) },
        priority: 'urgent',
      });
      if (outcome.kind === 'unknown') return { kind: 'unknown', why: outcome.why };
      if (outcome.kind === 'rejected') return { kind: 'refused', ...refusalOf(outcome) };
      const answer = formAnswer.safeParse(outcome.body);
      // Its number is in the history only, which also proves it.
      return answer.success ? { kind: 'taken', result: made(null, fileOf(answer.data)) } : { kind: 'unknown', why: 'unreadable' };
    },
    find: async (errand, { sentAt }) => {
      if (errand.kind !== 'manifest') return notThisErrand();
      const { carrierId } = labelHandle.parse(errand.labels[0]?.handle ?? {});
      const reply = await client.read({
        operation: 'getCollectionFormHistory',
        method: 'PUT',
        path: '/shipping/v2/collectionForms/history',
        headers,
        body: { carrierId, maxResults: 20, dateRange: { startDate: new Date(sentAt.getTime() - skewMs).toISOString() } },
        priority: 'urgent',
      });
      const forms = understand(reply, historyAnswer).collectionFormsHistoryRecordList;
      const newest = forms
        .filter(({ creationDate }) => creationDate.getTime() >= sentAt.getTime() - skewMs)
        .toSorted((a, b) => b.creationDate.getTime() - a.creationDate.getTime())[0];
      if (!newest) return { kind: 'none' };
      if (newest.generationStatus.toLowerCase() !== 'completed') return { kind: 'unclear' };
      return { kind: 'done', result: made(newest.collectionFormId, await formOf(newest.collectionFormId)) };
    },
    file: async (_errand, handle) => {
      const known = formHandle.safeParse(handle);
      return known.success ? formOf(known.data.formId) : null;
    },
  };
}

const fileOf = ({ collectionsFormDocument: { base64EncodedContent, documentFormat } }: z.infer<typeof formAnswer>): DocumentFile => ({
  type: documentFormat ?? 'application/pdf',
  bytes: Buffer.from(base64EncodedContent, 'base64'),
});

const made = (formId: string | null, file: DocumentFile): ErrandResult => ({
  number: formId,
  facts: {},
  handle: formId === null ? {} : { formId },
  file,
});

function addressOf({ name, company, lines, city, region, postalCode, country, phone, email }: ShipFrom) {
  const [first = '', second, third] = lines;
  return compact({
    name: name.slice(0, 50),
    companyName: company,
    addressLine1: first,
    addressLine2: second,
    addressLine3: third,
    city,
    stateOrRegion: region || city,
    postalCode,
    countryCode: country,
    phoneNumber: phone,
    email,
  });
}
