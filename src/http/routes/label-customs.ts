import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { readCustoms } from '#src/modules/imports/index.ts';
import { type CustomsFactBody, customsBody, customsImport, customsView } from '#src/modules/labels/contract.ts';
import { type LabelsDeps, saveCustoms, saveCustomsDefaults } from '#src/modules/labels/index.ts';
import { allCustoms, settingsOf } from '#src/modules/labels/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { uploadOf } from '../upload.ts';
import { mustSee } from '../visible.ts';

const ofAccount = z.object({ accountId: z.string().regex(/^\d{1,18}$/) });
const path = '/api/v1/labels/:accountId/customs';
const manage = { permission: 'labels.manage', audit: 'labels.set-up' } as const;
const header = ['sku', 'hs-code', 'country-of-origin', 'customs-description', 'unit-value', 'currency', 'unit-grams'];
const mostLines = 50_000;
const atOnce = 1000;

/** What customs wants to know: of every parcel, and of each SKU; typed or from a file. */
export const labelCustomsRoutes =
  (deps: LabelsDeps) =>
  (app: HttpApp): void => {
    const customs = (accountId: string) =>
      deps.database.read([accountId], async (db) => ({
        setting: (await settingsOf(db, accountId)).customs,
        facts: await allCustoms(db, accountId),
      }));

    app.get(
      path,
      {
        config: { permission: 'labels.buy' },
        schema: { summary: 'Shows what customs is told of each SKU', params: ofAccount, response: { 200: customsView } },
      },
      (request) => {
        mustSee(request, request.params.accountId);
        return customs(request.params.accountId);
      },
    );

    app.put(
      path,
      {
        config: manage,
        bodyLimit: 1024 * 1024,
        schema: {
          summary: 'Says what customs is told of parcels and SKUs',
          description: 'Up to 1,000 SKUs at once; what is not named stays. A SKU whose fields are all null is taken away.',
          params: ofAccount,
          body: customsBody,
          response: { 200: customsView },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const { setting, facts } = request.body;
        if (facts) await saveCustoms(deps, accountId, facts, request.person.name);
        if (setting !== undefined) await saveCustomsDefaults(deps, accountId, setting, request.person.name);
        return customs(accountId);
      },
    );

    app.get(
      `${path}.csv`,
      {
        config: { permission: 'labels.buy' },
        schema: {
          summary: 'Exports what customs is told of each SKU, to be filled in and imported again',
          params: ofAccount,
          produces: ['text/csv'],
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const facts = await deps.database.read([accountId], (db) => allCustoms(db, accountId));
        const lines = facts.map(({ sku, hsCode, origin, description, value, grams }) => [
          sku,
          hsCode ?? '',
          origin ?? '',
          description ?? '',
          value?.amount ?? '',
          value?.currency ?? '',
          grams ?? '',
        ]);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="customs.csv"')
          .send(stringify([header, ...lines], { escape_formulas: true }));
      },
    );

    app.post(
      `${path}/import`,
      {
        config: { ...manage, upload: z.object({}) },
        schema: {
          summary: 'Takes in a file with what customs is told of each SKU',
          consumes: ['multipart/form-data'],
          description: `A CSV as the part "file" with the columns ${header.join(', ')}. A line that cannot be read is left out and named.`,
          params: ofAccount,
          response: { 200: customsImport },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const { stream } = await uploadOf(request);
        const rejected: z.infer<typeof customsImport>['rejected'] = [];
        const facts = new Map<string, CustomsFactBody>();
        let lines = 0;
        for await (const row of readCustoms(stream)) {
          lines += 1;
          if (row.kind === 'problem') rejected.push({ line: row.line, column: row.column, reason: row.reason });
          else if (lines > mostLines)
            rejected.push({ line: row.line, column: null, reason: `only the first ${mostLines} lines are taken` });
          else facts.set(row.customs.sku, row.customs);
        }
        const all = [...facts.values()];
        for (let at = 0; at < all.length; at += atOnce) await saveCustoms(deps, accountId, all.slice(at, at + atOnce), request.person.name);
        return { lines, imported: facts.size, rejected: rejected.slice(0, 1000) };
      },
    );
  };
