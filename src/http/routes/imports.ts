import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import { marketplaceOf, marketplaces } from '#src/kernel/marketplaces.ts';
import { confirmationsResult, importResult, importRun, listingsResult } from '#src/modules/imports/contract.ts';
import { importConfirmations, importListings, importOrders, type TakeDeps } from '#src/modules/imports/index.ts';
import { listRuns } from '#src/modules/imports/questions.ts';
import type { Mode } from '#src/modules/writes/index.ts';
import type { HttpApp } from '../http-app.ts';
import { type Upload, uploadOf } from '../upload.ts';
import { scopeOf } from '../visible.ts';

const account = z
  .string()
  .regex(/^\d{1,18}$/, 'must be the id of an account')
  .optional()
  .describe('The id of the account; the only one when this and accountName are absent');
const accountName = z.string().trim().min(1).max(80).optional();
const fields = z.object({ account, accountName: accountName.describe('The name of the account, instead of its id') });
const orderFields = z.object({
  account,
  accountName: accountName.describe('The name of the account, instead of its id; a new name makes an account that is fed from files'),
  marketplaceId: z
    .string()
    .refine(
      (id) => marketplaceOf(id) !== undefined,
      `must be one of ${marketplaces.map(({ id, country }) => `${id} (${country})`).join(', ')}`,
    )
    .optional()
    .describe('The store of rows that name none'),
});

const consumes = ['multipart/form-data'];
const keyHeader = z.object({ 'idempotency-key': z.string().min(8).max(200).optional() });
const listQuery = z.object({
  account: z.string().regex(/^\d+$/).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Files in: orders, confirmations of shipments, listings; and the list of what was taken in. */
export const importRoutes = (deps: TakeDeps & Mode) => (app: HttpApp) => {
  app.post(
    '/api/v1/imports/orders',
    {
      config: { permission: 'imports.run', upload: orderFields },
      schema: {
        summary: 'Takes in a report of orders',
        consumes,
        description: 'An all-orders or unshipped-orders report as the part "file".',
        response: { 200: importResult },
      },
    },
    async (request) => {
      const upload = await uploadOf(request);
      const { account, accountName, marketplaceId } = fieldsOf(orderFields, upload);
      return importOrders(deps, {
        ...fileOf(upload),
        accountId: account,
        accountName,
        among: request.accounts,
        marketplaceId,
        by: request.person.name,
      });
    },
  );

  app.post(
    '/api/v1/imports/confirmations',
    {
      config: { permission: 'writes.ask', upload: fields },
      schema: {
        summary: 'Previews or queues the confirmations of a file',
        consumes,
        description: `Shipment confirmations as the part "file": Amazon's flat fulfilment file, or a sheet with order number and tracking number. Without run=true it only says what each line would do.`,
        headers: keyHeader,
        querystring: z.object({ run: z.enum(['true', 'false']).default('false') }),
        response: { 200: confirmationsResult },
      },
    },
    async (request) => {
      const upload = await uploadOf(request);
      const { account, accountName } = fieldsOf(fields, upload);
      return importConfirmations(deps, {
        ...fileOf(upload),
        accountId: account,
        accountName,
        among: request.accounts,
        run: request.query.run === 'true',
        by: request.person.name,
        key: request.headers['idempotency-key'] ?? randomUUID(),
      });
    },
  );

  app.post(
    '/api/v1/imports/listings',
    {
      config: { permission: 'imports.run', upload: fields },
      schema: {
        summary: 'Takes in an All Listings report',
        consumes,
        description: 'An All Listings report as the part "file", so that orders are found by listing id.',
        response: { 200: listingsResult },
      },
    },
    async (request) => {
      const upload = await uploadOf(request);
      const { account, accountName } = fieldsOf(fields, upload);
      return importListings(deps, { ...fileOf(upload), accountId: account, accountName, among: request.accounts, by: request.person.name });
    },
  );

  app.get(
    '/api/v1/imports',
    {
      config: { permission: 'orders.read' },
      schema: {
        summary: 'Lists the files that were taken in',
        querystring: listQuery,
        response: { 200: z.object({ items: z.array(importRun) }) },
      },
    },
    async (request) => ({
      items: await deps.database.read(scopeOf(request, request.query.account), (db) => listRuns(db, request.query.limit)),
    }),
  );
};

const fileOf = ({ fileName, stream }: Upload) => ({ fileName, stream });

function fieldsOf<T>(form: z.ZodType<T>, upload: Upload): T {
  const parsed = form.safeParse(upload.fields);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new AppError('INVALID_INPUT', `the form is not valid: ${problems.map((p) => `${p.field} ${p.message}`).join('; ')}`, { problems });
}
