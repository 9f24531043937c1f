import { createHash } from 'node:crypto';
import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { appendEvents, holdIntake } from '#src/modules/orders/index.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { WriteRequest } from './contract.ts';
import { type AskedRow, askedRows, type PlannedRow, planWrites } from './plan-writes.ts';
import { holdsBack, isHeld, type Mode, readOnlyError, readOnlySkip } from './read-only.ts';
import { will } from './rules.ts';
import { insertWrites, showWriteState } from './store.ts';
import { writesOfKeys } from './views.ts';

type Deps = { database: Database; clock: Clock } & Mode;
type AnsweredRow = PlannedRow & { writeId: string | null };

/** What a request would do, row by row in its order, without doing it. */
export async function previewWrites(deps: Deps, request: WriteRequest): Promise<PlannedRow[]> {
  const { database, clock } = deps;
  return byAccount(request, (accountId, rows) =>
    database.read([accountId], async (db) =>
      (await isHeld(db, accountId, deps)) ? heldRows(accountId, rows, deps) : planWrites(db, accountId, rows, clock.now()),
    ),
  );
}

/**
 * Queues what the rules allow, each account in one transaction that looks once more. `key` makes the request repeatable:
 * the same key gives the same writes. Rows that are not allowed come back with their reason and stop nothing.
 * Throws INVALID_INPUT for a key under which another change of the same order was asked for, and READ_ONLY when nothing of the
 * request may go to Amazon; where some of its accounts may, the rows of the others are skipped with that reason.
 */
export async function askWrites(deps: Deps, request: WriteRequest, asked: { by: string; key: string }): Promise<AnsweredRow[]> {
  const { database, clock } = deps;
  const answers = await byAccount(request, (accountId, rows) =>
    database.write([accountId], async (tx) => {
      // One asker at a time, and no answer of Amazon between: what the rules saw stays true until the rows stand.
      await holdIntake(tx, accountId);
      const keys = rows.map((row, index) => `${asked.key}:${row.orderId}:${index}`);
      const known = await writesOfKeys(tx, accountId, keys);
      const fresh = rows.flatMap((row, index) => (known.has(keys[index] ?? '') ? [] : [{ row, key: keys[index] ?? '' }]));
      const wanted = fresh.map(({ row }) => row);
      const planned = (await holdsBack(tx, accountId, deps))
        ? heldRows(accountId, wanted, deps)
        : await planWrites(tx, accountId, wanted, clock.now());
      const ids = await queue(tx, accountId, fresh, planned, asked.by, clock.now());
      let next = 0;
      return rows.map((row, index): AnsweredRow => {
        const before = known.get(keys[index] ?? '');
        if (before) return repeated(accountId, row, before);
        const plan = planned[next];
        const key = fresh[next]?.key ?? '';
        next += 1;
        if (!plan) throw new AppError('INTERNAL', 'a row of the request has no plan');
        return { ...plan, writeId: ids.get(key) ?? null };
      });
    }),
  );
  const no = readOnlySkip(deps).reason.key;
  if (answers.length > 0 && answers.every(({ ruling }) => ruling.reason.key === no)) throw readOnlyError(deps);
  return answers;
}

const heldRows = (accountId: AccountId, rows: readonly AskedRow[], mode: Mode): PlannedRow[] =>
  rows.map(({ orderId }) => ({ accountId, orderId, ruling: readOnlySkip(mode), write: null, deadline: null }));

async function queue(
  tx: Tx,
  accountId: AccountId,
  rows: readonly { row: AskedRow; key: string }[],
  planned: readonly PlannedRow[],
  by: string,
  now: Date,
): Promise<Map<string, string>> {
  const wanted = planned.flatMap(({ ruling, write, orderId, deadline }, index) => {
    const asked = rows[index];
    if (!asked || !write || ruling.outcome === 'skip') return [];
    return [{ ...write, orderId, idempotencyKey: asked.key, askedHash: hashOf(asked.row), deadline }];
  });
  const [first] = wanted;
  if (!first) return new Map();
  const ids = await insertWrites(tx, accountId, wanted, by, now);
  const events = wanted.map(({ orderId, idempotencyKey, kind, payload }) => ({
    orderId,
    at: now,
    kind: 'write.queued',
    origin: 'person',
    actor: by,
    source: 'desk',
    data: { writeId: ids.get(idempotencyKey), write: kind, ...payload },
  }));
  await appendEvents(tx, accountId, events);
  await showWriteState(tx, accountId, [...new Set(wanted.map((write) => write.orderId))]);
  await poke(tx, accountId, first.kind === 'cancel' ? 'feeds' : 'writes', now);
  return ids;
}

/** What was asked for, not what was made of it: that holds the time of the asking. */
const hashOf = (row: AskedRow): string => createHash('sha256').update(JSON.stringify(row)).digest('hex');

function repeated(accountId: AccountId, row: AskedRow, before: { writeId: string; askedHash: string }): AnsweredRow {
  if (before.askedHash !== hashOf(row))
    throw new AppError(
      'INVALID_INPUT',
      'this Idempotency-Key was used for another change of the same order; use a new key for each request',
      {
        problems: [{ field: 'Idempotency-Key', message: 'was used before, with other contents' }],
      },
    );
  return {
    accountId,
    orderId: row.orderId,
    ruling: will('writes.will.repeated'),
    write: null,
    deadline: null,
    writeId: before.writeId,
  };
}

/** Asks account by account, and gives the answers in the order of the request. */
async function byAccount<Row>(
  request: WriteRequest,
  ask: (accountId: AccountId, rows: readonly AskedRow[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows = askedRows(request);
  const answers: Row[] = [];
  for (const accountId of [...new Set(rows.map((row) => row.accountId))].sort()) {
    const own = rows.flatMap(({ accountId: id, ...row }, position) => (id === accountId ? [{ row, position }] : []));
    const part = await ask(
      accountId,
      own.map(({ row }) => row),
    );
    for (const [index, answer] of part.entries()) answers[own[index]?.position ?? 0] = answer;
  }
  return answers;
}
