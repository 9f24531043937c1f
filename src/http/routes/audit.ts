import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { z } from 'zod';
import type { AccountId } from '#src/kernel/ids.ts';
import { type AuditEntryView, auditCheck, auditFilter, auditPageView } from '#src/modules/audit/contract.ts';
import { type AuditLink, checkChain, selectActions, selectEntries } from '#src/modules/audit/questions.ts';
import { namesById } from '#src/modules/people/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';

const config = { permission: 'audit.read' } as const;
const pageSize = 100;
const exportPortion = 1_000;

/** Who saw or changed what: searched, exported, and checked for changes of the log itself. */
export const auditRoutes =
  ({ database }: { database: Database }) =>
  (app: HttpApp) => {
    const query = auditFilter.extend({
      before: z
        .string()
        .regex(/^\d{1,18}$/)
        .optional(),
    });
    app.get(
      '/api/v1/audit',
      { config, schema: { summary: 'Searches the log of who saw or changed what', querystring: query, response: { 200: auditPageView } } },
      async (request) => {
        const { before, ...filter } = request.query;
        return database.read([], async (db) => {
          const links = await selectEntries(db, request.accounts, filter, before, pageSize);
          const names = await namesById(db, [...new Set(links.map(({ actorId }) => actorId))]);
          const next = links.length === pageSize ? (links.at(-1)?.seq ?? null) : null;
          return { items: links.map((link) => viewOf(link, names)), next, actions: await selectActions(db) };
        });
      },
    );

    const csv = z.string().describe('All entries that the filter finds, newest first, with the hash of each');
    app.get(
      '/api/v1/audit.csv',
      {
        config: { ...config, audit: 'audit.exported' },
        schema: { summary: 'Exports the log as CSV', produces: ['text/csv'], querystring: auditFilter, response: { 200: csv } },
      },
      async (request, reply) => {
        const rows = Readable.from(exported(database, request.accounts, request.query)).pipe(
          stringify({ header: true, columns: [...csvColumns], escape_formulas: true }),
        );
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="audit.csv"')
          .serializer((each: unknown) => each as string)
          .send(rows as never);
      },
    );

    app.post(
      '/api/v1/audit/check',
      {
        config: { ...config, audit: false },
        schema: { summary: 'Checks that the log was not changed afterwards', response: { 200: auditCheck } },
      },
      () => database.read([], checkChain),
    );
  };

const csvColumns = [
  'seq',
  'at',
  'actor_kind',
  'actor_id',
  'by',
  'action',
  'account',
  'subjects',
  'details',
  'address',
  'previous',
  'hash',
] as const;

async function* exported(database: Database, accounts: readonly AccountId[], filter: z.infer<typeof auditFilter>) {
  for (let before: string | undefined; ; ) {
    const { links, names } = await database.read([], async (db) => {
      const found = await selectEntries(db, accounts, filter, before, exportPortion);
      return { links: found, names: await namesById(db, [...new Set(found.map(({ actorId }) => actorId))]) };
    });
    for (const link of links)
      yield [
        link.seq,
        link.at.toISOString(),
        link.actorKind,
        link.actorId,
        names.get(link.actorId) ?? '',
        link.action,
        link.accountId ?? '',
        link.subjects.join(' '),
        Object.entries(link.details)
          .map(([name, value]) => `${name}: ${value}`)
          .join('; '),
        link.place,
        link.previous,
        link.hash,
      ];
    before = links.at(-1)?.seq;
    if (links.length < exportPortion) return;
  }
}

const viewOf = (
  { previous: _, at, actorKind, accountId, subjects, details, ...link }: AuditLink,
  names: ReadonlyMap<string, string>,
): AuditEntryView => ({
  ...link,
  at: at.toISOString(),
  actorKind: actorKind as AuditEntryView['actorKind'],
  by: names.get(link.actorId) ?? null,
  accountId,
  subjects: [...subjects],
  details: { ...details },
});
