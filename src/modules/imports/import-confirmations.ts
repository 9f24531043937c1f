import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { askWrites, type Mode, type PlannedRow, previewWrites } from '#src/modules/writes/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { ConfirmationLine, ConfirmationsResult } from './contract.ts';
import { type PlannedParcel, planConfirmations } from './plan-confirmations.ts';
import { type ConfirmationRow, readConfirmations } from './read-confirmations.ts';
import { runImport } from './run-import.ts';
import { existingAccount, storeOf, type TargetWish } from './target-account.ts';
import { itemsLeft } from './views.ts';

export type ConfirmationsFile = TargetWish & {
  fileName: string;
  stream: AsyncIterable<Uint8Array>;
  by: string;
  /** false: says what each line would do, and does nothing. */
  run: boolean;
  /** Repeating a file with the same key queues nothing twice. */
  key: string;
};

type Deps = { database: Database; clock: Clock } & Mode;

/** Lines at a time; the lines of an order that are further apart become parcels of their own requests. */
const LINES = 20_000;
/** Parcels in one request to the outbox. */
const PARCELS = 500;

/**
 * Confirms shipments from a file, or shows what that would do: one answer a line, in the order of the file. Throws
 * FILE_UNREADABLE, ACCOUNT_NOT_FOUND, INVALID_INPUT, CONFLICT, READ_ONLY.
 */
export async function importConfirmations(deps: Deps, file: ConfirmationsFile): Promise<ConfirmationsResult> {
  const account = await existingAccount(deps.database, file, true);
  const { accountId } = account;
  const marketplaceId = await storeOf(deps.database, account);
  const rows = readConfirmations(file.stream, { marketplaceId, now: deps.clock.now() });
  if (!file.run) return confirmRows(deps, accountId, rows, file);
  return runImport(deps, accountId, { kind: 'confirmations', fileName: file.fileName, by: file.by }, async (run) =>
    confirmRows(deps, accountId, rows, file, async ({ lines, queued, skipped }) =>
      run.progress({
        lines: lines.length,
        counts: { queued, skipped },
        rejected: lines.flatMap(({ line, outcome, reason }) =>
          outcome === 'skip' ? [{ line, column: reason.values['column'] || null, reason: reason.key }] : [],
        ),
      }),
    ),
  );
}

async function confirmRows(
  deps: Deps,
  accountId: AccountId,
  rows: AsyncIterable<ConfirmationRow>,
  file: ConfirmationsFile,
  told: (soFar: ConfirmationsResult) => Promise<void> = async () => {},
): Promise<ConfirmationsResult> {
  const result: ConfirmationsResult = { lines: [], queued: 0, skipped: 0 };
  let part: ConfirmationRow[] = [];
  let request = 0;
  const flush = async () => {
    const orderIds = [...new Set(part.flatMap((row) => (row.kind === 'confirmation' ? [row.confirmation.orderId] : [])))];
    const items = await deps.database.read([accountId], (db) => itemsLeft(db, accountId, orderIds));
    const plan = planConfirmations(accountId, part, items);
    part = [];
    const lines = [...plan.refused];
    for (const parcels of requests(plan.parcels)) {
      request += 1;
      const asked = { action: 'confirm' as const, packages: parcels.map(({ parcel }) => parcel) };
      const done = file.run
        ? await askWrites(deps, asked, { by: file.by, key: `${file.key}:${request}` })
        : await previewWrites(deps, asked);
      result.queued += done.filter((row) => 'writeId' in row && row.writeId !== null).length;
      lines.push(...done.flatMap((row, index) => linesOf(row, parcels[index]?.lines ?? [])));
    }
    result.skipped += lines.filter(({ outcome }) => outcome === 'skip').length;
    result.lines.push(...lines.toSorted((a, b) => a.line - b.line));
    await told(result);
  };
  for await (const row of rows) {
    part.push(row);
    if (part.length >= LINES) await flush();
  }
  if (part.length > 0) await flush();
  return result;
}

/** An order's parcels stay in one request, where each counts what those above it took. */
function requests(parcels: readonly PlannedParcel[]): PlannedParcel[][] {
  const list: PlannedParcel[][] = [];
  for (const [index, parcel] of parcels.entries()) {
    const current = list.at(-1);
    const isNext = parcels[index - 1]?.parcel.orderId !== parcel.parcel.orderId;
    if (!current || current.length >= PARCELS || (isNext && current.length >= PARCELS - 20)) list.push([parcel]);
    else current.push(parcel);
  }
  return list;
}

const linesOf = ({ orderId, ruling }: PlannedRow, lines: readonly number[]): ConfirmationLine[] =>
  lines.map((line) => ({ line, orderId, outcome: ruling.outcome, reason: ruling.reason }));
