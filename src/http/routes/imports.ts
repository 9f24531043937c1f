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

const fields = z.object({
  account: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the id of an account')
    .optional(),
  accountName: z.string().trim().min(1).max(80).optional(),
  marketplaceId: z
    .string()
    .refine(
      (id) => marketplaceOf(id) !== undefined,
      `must be one of ${marketplaces.map(({ id, country }) => `${id} (${country})`).join(', ')}`,
    )
    .optional(),
});

const consumes = ['multipart/form-data'];
const form = 'Form fields, before the file: account (id) or accountName; the only account when both are absent.';
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
      config: { permission: 'imports.run' },
      schema: {
        consumes,
        description: `An all-orders or unshipped-orders report as the part "file". ${form} An accountName that nobody has makes an account fed from files. marketplaceId is the store of rows that name none.`,
        response: { 200: importResult },
      },
    },
    async (request) => {
      const upload = await uploadOf(request);
      const { account, accountName, marketplaceId } = fieldsOf(upload);
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
      config: { permission: 'writes.ask' },
      schema: {
        consumes,
        description: `Shipment confirmations as the part "file": Amazon's flat fulfilment file, or a sheet with order number and tracking number. ${form} Without run=true it only says what each line would do.`,
        headers: keyHeader,
        querystring: z.object({ run: z.enum(['true', 'false']).default('false') }),
        response: { 200: confirmationsResult },
      },
    },
    async (request) => {
      const upload = await uploadOf(request);
      const { account, accountName } = fieldsOf(upload);
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
      config: { permission: 'imports.run' },
      schema: {
        consumes,
        description: `An All Listings report as the part "file", so that orders are found by listing id. ${form}`,
        response: { 200: listingsResult },
      },
    },
    async (request) => {
      const upload = await uploadOf(request);
      const { account, accountName } = fieldsOf(upload);
      return importListings(deps, { ...fileOf(upload), accountId: account, accountName, among: request.accounts, by: request.person.name });
    },
  );

  app.get(
    '/api/v1/imports',
    {
      config: { permission: 'orders.read' },
      schema: { querystring: listQuery, response: { 200: z.object({ items: z.array(importRun) }) } },
    },
    async (request) => ({
      items: await deps.database.read(scopeOf(request, request.query.account), (db) => listRuns(db, request.query.limit)),
    }),
  );
};

const fileOf = ({ fileName, stream }: Upload) => ({ fileName, stream });

function fieldsOf(upload: Upload): z.infer<typeof fields> {
  const parsed = fields.safeParse(upload.fields);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new AppError('INVALID_INPUT', `the form is not valid: ${problems.map((p) => `${p.field} ${p.message}`).join('; ')}`, { problems });
}
