import type { Clock } from '#src/kernel/clock.ts';
import { type Listing, saveListings } from '#src/modules/orders/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { ListingsResult } from './contract.ts';
import { hashCounter } from './hash-counter.ts';
import { readListings } from './read-listings.ts';
import { runImport } from './run-import.ts';
import { existingAccount, type TargetWish } from './target-account.ts';

export type ListingsFile = TargetWish & { fileName: string; stream: AsyncIterable<Uint8Array>; by: string };

const BATCH = 500;

/**
 * Takes a listings report in, so that orders are found by listing id and by the present name of a product. A SKU that comes
 * twice counts once, and its first line is right. Throws FILE_UNREADABLE, ACCOUNT_NOT_FOUND, CONFLICT.
 */
export async function importListings(deps: { database: Database; clock: Clock }, file: ListingsFile): Promise<ListingsResult> {
  const account = await existingAccount(deps.database, file);
  const { accountId } = account;
  return runImport(deps, accountId, { kind: 'listings', fileName: file.fileName, by: file.by }, async (run) => {
    const result: ListingsResult = { importId: run.importId, lines: 0, listings: 0, imported: 0, updated: 0, unchanged: 0, rejected: [] };
    const seen = hashCounter();
    let batch: Listing[] = [];
    const flush = async () => {
      const done = await deps.database.write([accountId], (tx) => saveListings(tx, accountId, batch, deps.clock.now()));
      for (const { sku } of batch) result[done.get(sku) ?? 'unchanged'] += 1;
      batch = [];
      const { listings, imported, updated, unchanged } = result;
      await run.progress({ lines: result.lines, counts: { listings, imported, updated, unchanged }, rejected: result.rejected });
    };
    for await (const row of readListings(file.stream, { japanese: account.region === 'FE' })) {
      result.lines += 1;
      if (row.kind === 'listing' && seen.add(row.listing.sku) > 1) continue;
      result.listings += 1;
      if (row.kind === 'problem') result.rejected.push({ line: row.line, column: row.column, reason: row.reason });
      else batch.push(row.listing);
      if (batch.length >= BATCH) await flush();
    }
    await flush();
    return result;
  });
}
