import type { Clock } from '#src/kernel/clock.ts';
import { type AccountId, amazonOrderId } from '#src/kernel/ids.ts';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { Database } from '#src/platform/db.ts';
import type { Finding } from './contract.ts';
import { accountNames, type KnownOrder, knownAs, lateSweeps, type QuarantinedOrder, quarantinedAs, sweptSpan } from './views.ts';

export type WhereDeps = {
  database: Database;
  clock: Clock;
  /** Asks Amazon for an order and takes it in. */
  fetchNow: (
    accountId: AccountId,
    orderId: string,
  ) => Promise<'taken' | 'odd' | 'not-found' | 'not-connected' | { refused: string; isLasting: boolean }>;
  /** The orders that the search text finds in these accounts, a few. */
  find: (accounts: readonly AccountId[], text: string, tab?: string) => Promise<{ accountId: AccountId; orderId: string }[]>;
};

/** What a sweep may be behind without being called late. */
const usualLagMs = 15 * 60_000;
/** Multi-channel fulfilment numbers its orders like a store, but with a letter in front. */
const otherOrderId = /^[A-Z]\d{2}-\d{7}-\d{7}$/i;

type Question = {
  text: string;
  /** The filter of the grid that the question comes from. */
  account?: AccountId | undefined;
  tab?: string | undefined;
  q?: string | undefined;
  accounts: readonly AccountId[];
};

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
  const odd = await deps.database.read(question.accounts, (db) => quarantinedAs(db, orderId));
  // It is here, and its newest answer may still not be understood: both are said.
  if (here.length > 0) return [...(await Promise.all(here.map((order) => told(deps, order, question)))), ...odd.map(oddFinding)];
  if (odd.length > 0) return odd.map(oddFinding);
  const findings: Finding[] = [];
  for (const accountId of question.accounts) findings.push(await askAmazon(deps, accountId, orderId));
  const good = findings.filter(({ kind }) => kind === 'was_missing' || kind === 'quarantined');
  if (good.length > 0) return good;
  const open = findings.filter(({ kind }) => kind === 'refused' || kind === 'busy' || kind === 'not_connected');
  // Only when every account was asked and none knows it may it be called unknown.
  if (open.length > 0) return open;
  const names = await deps.database.read(question.accounts, accountNames);
  const evidence = { accounts: String(names.length), asked: names.join(', ') };
  return [{ kind: 'unknown', accountId: null, orderId, evidence, fix: 'connect' }];
}

async function told(deps: WhereDeps, order: KnownOrder, question: Question): Promise<Finding> {
  const base = {
    accountId: order.accountId,
    orderId: order.orderId,
    evidence: {
      status: order.status,
      since: order.seenAt.toISOString(),
      source: order.source,
      store: marketplaceOf(order.marketplaceId)?.domain ?? order.marketplaceId,
    },
  };
  const { account } = question;
  if (account !== undefined && account !== order.accountId) return { ...base, kind: 'other_account', fix: 'clear-filter' };
  const hides = await hiddenBy(deps, order, question);
  if (hides) return { ...base, kind: 'hidden', evidence: { ...base.evidence, hides }, fix: 'clear-filter' };
  if (order.status === 'pending' || order.status === 'pending_availability') return { ...base, kind: 'pending', fix: 'wait' };
  if (order.status === 'cancelled')
    return { ...base, kind: 'cancelled', evidence: { ...base.evidence, first: order.firstStatus ?? '' }, fix: 'open' };
  return { ...base, kind: 'here', fix: 'open' };
}

/** What of the grid's filter keeps the order out of sight, if anything. */
async function hiddenBy(
  { find }: WhereDeps,
  { accountId, orderId }: KnownOrder,
  { q = '', tab }: Question,
): Promise<'tab' | 'search' | 'both' | undefined> {
  const shows = async (search: string, inTab: string | undefined) =>
    (await find([accountId], `${search} order:${orderId}`, inTab)).length > 0;
  if ((q === '' && tab === undefined) || (await shows(q, tab))) return undefined;
  const byTab = !(await shows('', tab));
  const bySearch = q !== '' && !(await shows(q, undefined));
  return byTab && bySearch ? 'both' : byTab ? 'tab' : 'search';
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
      evidence: {
        status: order?.status ?? '',
        why: late ? 'behind' : 'left-out',
        swept: swept?.to.toISOString() ?? '',
        ...(late && swept ? { minutes: minutesSince(swept.to, deps.clock.now()) } : {}),
      },
      fix: 'open',
    };
  }
  if (answer === 'odd')
    return { ...base, kind: 'quarantined', evidence: { reason: 'odd', detail: '', since: deps.clock.now().toISOString() }, fix: 'replay' };
  if (answer === 'not-connected') return { ...base, kind: 'not_connected', evidence: {}, fix: 'connect' };
  if (answer === 'not-found') return { ...base, kind: 'unknown', evidence: {}, fix: null };
  const evidence = { message: answer.refused };
  return answer.isLasting ? { ...base, kind: 'refused', evidence, fix: 'connect' } : { ...base, kind: 'busy', evidence, fix: 'again' };
}

const minutesSince = (at: Date, now: Date): string => String(Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000)));

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
    evidence: { swept: at?.toISOString() ?? '', ...(at ? { minutes: minutesSince(at, clock.now()) } : {}) },
    fix: 'sweep' as const,
  }));
}
