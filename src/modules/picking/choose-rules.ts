import type { AccountId } from '#src/kernel/ids.ts';
import type { WaveRule } from './contract.ts';
import { type NewLine, onShelves, type Shelf } from './plan-rules.ts';

/** What an order wants of one product for one item, and what the location of the wave gives of it. */
export type Claim = {
  itemId: string;
  productId: string;
  sku: string;
  /** Units that are neither shipped nor cancelled; promised by any location; promised here; lying at the packing place here. */
  reserved: number;
  promised: number;
  here: number;
  staged: number;
};

export type Candidate = {
  accountId: AccountId;
  orderId: string;
  shipBy: Date | null;
  /** The last safe departure that keeps the deadline; the moment itself where there is none left. */
  leaveBy: Date | null;
  service: string;
  /** Of the label that was bought; null: none. */
  carrier: string | null;
  claims: readonly Claim[];
  /** What stops the order or asks a person. */
  block: { key: string; values: Record<string, string> } | null;
};

export type Why = { key: string; values: Record<string, string> };
export type Chosen = Candidate & { lines: NewLine[] };
export type Choice = { chosen: Chosen[]; more: number; leftOut: { order: Candidate; why: Why }[] };

/** Ends of the location's local days: an order whose last departure is before them is due then. */
export type Days = { now: Date; endOfToday: Date; endOfTomorrow: Date };

/**
 * The orders of a wave, nearest deadline first, each with its lines: every unit that the location has promised and that is
 * not fetched yet is on exactly one of them. `shelves` loses what is planned. Pure.
 */
export function chooseOrders(rule: WaveRule, candidates: readonly Candidate[], shelves: Shelf[], days: Days): Choice {
  const choice: Choice = { chosen: [], more: 0, leftOut: [] };
  for (const order of candidates.filter((each) => isWanted(rule, each, days)).toSorted(byDeadline)) {
    const why = whyNot(rule, order);
    if (why) {
      choice.leftOut.push({ order, why });
      continue;
    }
    const planned = onShelves(openUnits(order), shelves);
    if (!planned.bins.every((bin) => inZones(rule.zones, bin))) continue;
    if (choice.chosen.length >= rule.mostOrders) {
      choice.more += 1;
      continue;
    }
    planned.take();
    choice.chosen.push({ ...order, lines: planned.lines });
  }
  return choice;
}

const later = (a: Date | null, b: Date | null) => (a?.getTime() ?? Number.MAX_SAFE_INTEGER) - (b?.getTime() ?? Number.MAX_SAFE_INTEGER);

/** As in today's work: by the last safe departure, which differs by carrier and by weekend, and then by ship-by. */
const byDeadline = (a: Candidate, b: Candidate) =>
  later(a.leaveBy, b.leaveBy) ||
  later(a.shipBy, b.shipBy) ||
  (a.accountId === b.accountId ? 0 : a.accountId < b.accountId ? -1 : 1) ||
  (a.orderId < b.orderId ? -1 : 1);

/** What the rule asks of an order, but for where its units lie. */
function isWanted(rule: WaveRule, { accountId, service, carrier, claims, leaveBy }: Candidate, days: Days): boolean {
  const units = sum(claims, ({ reserved }) => reserved);
  const named = (list: readonly string[], value: string) => list.length === 0 || list.some((each) => fold(each) === fold(value));
  return (
    (rule.accounts.length === 0 || rule.accounts.includes(accountId)) &&
    named(rule.services, service) &&
    (rule.carriers.length === 0 || (carrier !== null && named(rule.carriers, carrier))) &&
    (rule.label === 'any' || (rule.label === 'bought') === (carrier !== null)) &&
    isDue(rule.due, leaveBy, days) &&
    hasLines(rule.lines, claims, units) &&
    (rule.mostUnits === null || units <= rule.mostUnits) &&
    claims.every(({ sku }) => named(rule.skus, sku))
  );
}

function isDue(due: WaveRule['due'], leaveBy: Date | null, { now, endOfToday, endOfTomorrow }: Days): boolean {
  if (due === 'any') return true;
  if (leaveBy === null) return false;
  return leaveBy <= { late: now, today: endOfToday, tomorrow: endOfTomorrow }[due];
}

/** A line is a SKU of the order: a bundle is one, however many parts it has. */
function hasLines(lines: WaveRule['lines'], claims: readonly Claim[], units: number): boolean {
  const skus = new Set(claims.map(({ itemId }) => itemId)).size;
  switch (lines) {
    case 'any':
      return true;
    case 'one-unit':
      return units === 1;
    case 'one-line':
      return skus === 1;
    case 'several-lines':
      return skus > 1;
  }
}

/** Why an order that the rule wants does not come along; undefined: it does. */
function whyNot(rule: WaveRule, { block, claims }: Candidate): Why | undefined {
  if (block) return block;
  const [wanted, promised, here] = [sum(claims, (c) => c.reserved), sum(claims, (c) => c.promised), sum(claims, (c) => c.here)];
  if (promised === 0) return { key: 'picking.out.waits', values: { units: String(wanted) } };
  if (here === 0) return { key: 'picking.out.elsewhere', values: {} };
  if (sum(claims, (c) => Math.max(0, c.here - c.staged)) === 0) return { key: 'picking.out.fetched', values: {} };
  if (rule.parts) return undefined;
  if (promised < wanted) return { key: 'picking.out.part', values: { units: String(wanted), promised: String(promised) } };
  if (here < wanted) return { key: 'picking.out.split', values: { units: String(wanted), here: String(here) } };
  return undefined;
}

/** What is still to be fetched of an order here. */
const openUnits = ({ claims }: Candidate) =>
  claims.flatMap(({ itemId, productId, here, staged }) => (here > staged ? [{ itemId, productId, quantity: here - staged }] : []));

const inZones = (zones: readonly string[], bin: string) => zones.length === 0 || zones.some((zone) => fold(bin).startsWith(fold(zone)));
const fold = (text: string) => text.toLowerCase();
const sum = <T>(all: readonly T[], of: (each: T) => number) => all.reduce((n, each) => n + of(each), 0);
