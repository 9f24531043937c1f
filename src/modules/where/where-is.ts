import type { Clock } from '#src/kernel/clock.ts';
import { type AccountId, amazonOrderId } from '#src/kernel/ids.ts';
import type { Database } from '#src/platform/db.ts';
import type { Finding } from './contract.ts';
import { type KnownOrder, knownAs, lateSweeps, type QuarantinedOrder, quarantinedAs, sweptSpan } from './views.ts';

export type WhereDeps = {
  database: Database;
  clock: Clock;
  /** Asks Amazon for an order and takes it in. */
  fetchNow: (accountId: AccountId, orderId: string) => Promise<'taken' | 'odd' | 'not-found' | 'not-connected' | { refused: string }>;
  /** The orders that the search text finds in these accounts, a few. */
  find: (accounts: readonly AccountId[], text: string, tab?: string) => Promise<{ accountId: AccountId; orderId: string }[]>;
};

/** What a sweep may be behind without being called late. */
const usualLagMs = 15 * 60_000;
/** Multi-channel fulfilment numbers its orders like a store, but with a letter in front. */
const otherOrderId = /^[A-Z]\d{2}-\d{7}-\d{7}$/i;

type Question = { text: string; tab?: string | undefined; q?: string | undefined; accounts: readonly AccountId[] };

/**
 * Where an order is, or why it is not shown. An order id that is not here is asked of Amazon under every account; what
 * is found there is here from then on. Other texts are looked for as e-mail, tracking number or name.
 */
export async function whereIs(deps: WhereDeps, question: Question): Promise<Finding[]> {
  const text = question.text.trim();
  if (amazonOrderId.test(text)) return byId(deps, text, question);
  const found = await byText(deps, text, question.accounts);
  if (found.length > 0) return found;
  if (otherOrderId.test(text)) return [{ kind: 'other_system', accountId: null, orderId: text, evidence: {}, fix: null }];
  return [...(await late(deps, question.accounts)), { kind: 'nothing', accountId: null, orderId: null, evidence: {}, fix: null }];
}

async function byId(deps: WhereDeps, orderId: string, question: Question): Promise<Finding[]> {
  const here = await deps.database.read(question.accounts, (db) => knownAs(db, orderId));
  if (here.length > 0) return Promise.all(here.map((order) => told(deps, order, question)));
  const odd = await deps.database.read(question.accounts, (db) => quarantinedAs(db, orderId));
  if (odd.length > 0) return odd.map(oddFinding);
  const findings: Finding[] = [];
  for (const accountId of question.accounts) findings.push(await askAmazon(deps, accountId, orderId));
  const good = findings.filter(({ kind }) => kind === 'was_missing' || kind === 'quarantined');
  if (good.length > 0) return good;
  const open = findings.filter(({ kind }) => kind === 'refused' || kind === 'not_connected');
  // Only when every account was asked and none knows it may it be called unknown.
  return open.length > 0
    ? open
    : [{ kind: 'unknown', accountId: null, orderId, evidence: { accounts: String(question.accounts.length) }, fix: null }];
}

async function told(deps: WhereDeps, order: KnownOrder, question: Question): Promise<Finding> {
  const base = {
    accountId: order.accountId,
    orderId: order.orderId,
    evidence: { status: order.status, since: order.seenAt.toISOString(), source: order.source },
  };
  if (question.q !== undefined || question.tab !== undefined) {
    const shown = await deps.find([order.accountId], `${question.q ?? ''} order:${order.orderId}`, question.tab);
    if (shown.length === 0) return { ...base, kind: 'hidden', fix: 'clear-filter' };
  }
  if (order.status === 'pending' || order.status === 'pending_availability') return { ...base, kind: 'pending', fix: 'wait' };
  if (order.status === 'cancelled') return { ...base, kind: 'cancelled', fix: 'open' };
  return { ...base, kind: 'here', fix: 'open' };
}

const oddFinding = (row: QuarantinedOrder): Finding => ({
  kind: 'quarantined',
  accountId: row.accountId,
  orderId: row.orderId,
  evidence: { reason: row.reason, detail: row.detail, since: row.receivedAt.toISOString() },
  fix: 'replay',
});

async function askAmazon(deps: WhereDeps, accountId: AccountId, orderId: string): Promise<Finding> {
  const swept = await deps.database.read([accountId], (db) => sweptSpan(db, accountId));
  const answer = await deps.fetchNow(accountId, orderId);
  const base = { accountId, orderId };
  if (answer === 'taken') {
    const [order] = await deps.database.read([accountId], (db) => knownAs(db, orderId));
    // Either the sweep had not come so far, or a list of Amazon had left the order out.
    const late = !swept || !order || order.updatedAt > swept.to || (swept.from !== null && order.updatedAt < swept.from);
    return {
      ...base,
      kind: 'was_missing',
      evidence: { status: order?.status ?? '', why: late ? 'behind' : 'left-out', swept: swept?.to.toISOString() ?? '' },
      fix: 'open',
    };
  }
  if (answer === 'odd')
    return { ...base, kind: 'quarantined', evidence: { reason: 'odd', detail: '', since: deps.clock.now().toISOString() }, fix: 'replay' };
  if (answer === 'not-connected') return { ...base, kind: 'not_connected', evidence: {}, fix: 'connect' };
  if (answer === 'not-found') return { ...base, kind: 'unknown', evidence: {}, fix: null };
  return { ...base, kind: 'refused', evidence: { message: answer.refused }, fix: 'wait' };
}

async function byText(deps: WhereDeps, text: string, accounts: readonly AccountId[]): Promise<Finding[]> {
  const quoted = `"${text.replaceAll('"', ' ')}"`;
  const keys = text.includes('@') ? [`email:${quoted}`] : [`track:${quoted}`, `seller-order:${quoted}`, `buyer:${quoted}`];
  for (const key of keys) {
    const found = await deps.find(accounts, key);
    if (found.length > 0)
      return found.map(({ accountId, orderId }) => ({
        kind: 'here' as const,
        accountId,
        orderId,
        evidence: { by: key.split(':')[0] ?? '' },
        fix: 'open' as const,
      }));
  }
  return [];
}

async function late({ database, clock }: WhereDeps, accounts: readonly AccountId[]): Promise<Finding[]> {
  const wanted = new Date(clock.now().getTime() - usualLagMs);
  const sweeps = await database.read(accounts, (db) => lateSweeps(db, wanted));
  return sweeps.map(({ accountId, sweptTo: at }) => ({
    kind: 'behind' as const,
    accountId,
    orderId: null,
    evidence: { swept: at?.toISOString() ?? '' },
    fix: 'sweep' as const,
  }));
}
