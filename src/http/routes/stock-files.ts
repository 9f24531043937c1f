import { randomUUID } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import { stockResult } from '#src/modules/imports/contract.ts';
import { importStockFile } from '#src/modules/imports/index.ts';
import { exportRows } from '#src/modules/inventory/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { uploadOf } from '../upload.ts';

const keyHeader = z.object({ 'idempotency-key': z.string().min(8).max(80).optional() });
const header = ['product', 'title', 'asin', 'barcodes', 'location', 'bin', 'on-hand', 'reserved', 'kept', 'skus'];

/** Stock as a file, out and in: what is exported can be counted into and imported again. */
export const stockFileRoutes = (deps: { database: Database; clock: Clock }) => (app: HttpApp) => {
  app.get(
    '/api/v1/stock.csv',
    {
      config: { permission: 'stock.read' },
      schema: {
        summary: 'Exports stock as CSV, to be counted into and imported again',
        produces: ['text/csv'],
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const rows = await deps.database.read(request.accounts, exportRows);
      const lines = rows.map((row) => [
        row.code,
        row.title,
        row.asin ?? '',
        row.barcodes.join(' '),
        row.location,
        row.bin,
        row.onHand,
        row.reserved,
        row.kept,
        row.skus.join(' '),
      ]);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="stock.csv"')
        .send(stringify([header, ...lines], { escape_formulas: true }));
    },
  );

  app.post(
    '/api/v1/stock/import',
    {
      config: { permission: 'stock.change', upload: z.object({}) },
      schema: {
        summary: 'Takes in a file of counted stock, or previews it',
        consumes: ['multipart/form-data'],
        description:
          'A stock file as the part "file": a column that names the product (product, sku …) and one with the units that lie there (on-hand, quantity …), with title, barcodes, location and bin where it has them. Each line is a count of that bin.',
        headers: keyHeader,
        querystring: z.object({ run: z.enum(['true', 'false']).default('true').describe('false: only says what the file would do') }),
        response: { 200: stockResult },
      },
    },
    async (request) => {
      const { stream } = await uploadOf(request);
      return importStockFile(deps, {
        stream,
        accounts: request.accounts,
        by: request.person.name,
        key: request.headers['idempotency-key'] ?? randomUUID(),
        run: request.query.run === 'true',
      });
    },
  );
};
