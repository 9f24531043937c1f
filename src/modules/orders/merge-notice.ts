import type { OrderFacts } from './facts.ts';
import type { KnownItem, KnownOrder } from './known-order.ts';

/**
 * What notifications said since the last whole answer, thing by thing with Amazon's time of it. Of each thing the newest
 * word counts, and of two words of the same moment the one that lies further on: so any order and any number of messages
 * come to the same. It stands in the order's `detail` until an answer in full takes its place.
 */
type Noticed = { base: string | null; told: Told };
type Told = Record<string, { at: string; value: unknown }>;

type Status = { state: string; raw: string };
type Span = { from?: string; to?: string };

const ranks = ['unknown', 'pending_availability', 'pending', 'unshipped', 'partially_shipped', 'unfulfillable', 'shipped', 'cancelled'];

/** `known` as a notification changes it; undefined when it says nothing that is newer. Pure. */
export function withNotice(known: KnownOrder, facts: OrderFacts, hash: string): KnownOrder | undefined {
  const noticed = noticedOf(known) ?? { base: known.updatedAt.toISOString(), told: beginnings(known) };
  const at = facts.updatedAt.toISOString();
  if (noticed.base !== null && at <= noticed.base) return undefined;
  const told = join(noticed.told, toldBy(facts, at, noticed.base === null));
  const isNewest = facts.updatedAt >= known.updatedAt;
  return {
    ...applied(known, told, noticed.base),
    updatedAt: isNewest ? facts.updatedAt : known.updatedAt,
    factsHash: isNewest ? hash : known.factsHash,
    detail: { ...known.detail, noticed: { base: noticed.base, told } },
  };
}

/** An order that only notifications know yet, made from its first one. */
export function bornOfNotice(order: KnownOrder, facts: OrderFacts): KnownOrder {
  const told = toldBy(facts, facts.updatedAt.toISOString(), true);
  return { ...applied({ ...order, items: [] }, told, null), detail: { ...order.detail, noticed: { base: null, told } } };
}

/** An answer in full that is older than what notifications have said of `known` meanwhile: that stays on top of it. */
export function underNotices(order: KnownOrder, known: KnownOrder): KnownOrder {
  const noticed = noticedOf(known);
  if (!noticed || order.updatedAt >= known.updatedAt) return order;
  const base = order.updatedAt.toISOString();
  const newer = Object.entries(noticed.told).filter(([key, { at }]) => at > base || isSince(key));
  const told = join(beginnings(order), Object.fromEntries(newer));
  return { ...applied(order, told, base), updatedAt: known.updatedAt, detail: { ...order.detail, noticed: { base, told } } };
}

/** The details without what notifications said, which a newer answer has taken the place of. */
export function withoutNotices({ noticed: _noticed, ...detail }: Record<string, unknown>): Record<string, unknown> {
  return detail;
}

// Only this file writes it.
/** Whether the last that is known of it came in a notification: Amazon has told the change, and not all that goes with it. */
export const isKnownByNotice = (known: KnownOrder): boolean => noticedOf(known) !== undefined;

const noticedOf = ({ detail }: KnownOrder) => detail['noticed'] as Noticed | undefined;

/** Since when something holds: of these the earliest word counts, whenever it comes. */
const cancelSince = 'since cancelRequest';
const shippedSince = 'since shipped';
const isSince = (key: string) => key === cancelSince || key === shippedSince;

function beginnings({ cancelRequestedAt, shippedAt }: KnownOrder): Told {
  const told: Told = {};
  if (cancelRequestedAt) told[cancelSince] = { at: cancelRequestedAt.toISOString(), value: true };
  if (shippedAt) told[shippedSince] = { at: shippedAt.toISOString(), value: true };
  return told;
}

function toldBy(facts: OrderFacts, at: string, isBorn: boolean): Told {
  const told: Told = {};
  const say = (key: string, value: unknown) => {
    if (value !== undefined) told[key] = { at, value };
  };
  const span = (window: OrderFacts['shipBy']): Span | undefined =>
    window && { ...(window.from && { from: window.from.toISOString() }), ...(window.to && { to: window.to.toISOString() }) };
  say('status', facts.status);
  say('shipBy', span(facts.shipBy));
  say('deliverBy', span(facts.deliverBy));
  if (isBorn) {
    say('programs', facts.programs);
    say('orderType', facts.orderType);
  }
  for (const item of facts.items) {
    const id = `${item.itemId ?? ''} ${item.sku}`;
    say(`units ${id}`, item.quantity);
    say(`shipped ${id}`, item.shipped);
    say(`cancel ${id}`, item.cancelRequest === undefined ? undefined : item.cancelRequest !== null);
    if (item.cancelRequest) say(cancelSince, true);
  }
  if (facts.status.state === 'shipped') say(shippedSince, true);
  return join({}, told);
}

function join(one: Told, other: Told): Told {
  const told = { ...one };
  for (const [key, word] of Object.entries(other)) {
    const held = told[key];
    if (!held) told[key] = word;
    else if (isSince(key)) told[key] = word.at < held.at ? word : held;
    else if (word.at !== held.at) told[key] = word.at > held.at ? word : held;
    else if (liesFurther(key, word.value, held.value)) told[key] = word;
  }
  // Keys in order, so that the same words are the same text.
  return Object.fromEntries(Object.entries(told).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of two words of the same moment: shipped more, left less, further on its way; else any, but always the same. */
function liesFurther(key: string, word: unknown, held: unknown): boolean {
  if (key === 'status') {
    const [a, b] = [word as Status, held as Status];
    return ranks.indexOf(a.state) - ranks.indexOf(b.state) > 0 || (a.state === b.state && a.raw > b.raw);
  }
  if (key.startsWith('units ')) return Number(word) < Number(held);
  if (key.startsWith('shipped ') || key.startsWith('cancel ')) return Number(word) > Number(held);
  return JSON.stringify(word) > JSON.stringify(held);
}

function applied(known: KnownOrder, told: Told, base: string | null): KnownOrder {
  const wordOf = <T>(key: string): T | undefined => {
    const word = told[key];
    return word && (base === null || word.at > base) ? (word.value as T) : undefined;
  };
  const status = wordOf<Status>('status');
  const [shipBy, deliverBy] = [wordOf<Span>('shipBy'), wordOf<Span>('deliverBy')];
  const items = base === null ? bornItems(told) : changedItems(known.items, wordOf, told);
  const isAsked = items.some((item) => item.cancelRequest);
  const dateOf = (text: string | undefined) => (text === undefined ? null : new Date(text));
  const state = status?.state ?? known.status;
  return {
    ...known,
    status: state,
    statusRaw: status?.raw ?? known.statusRaw,
    programs: wordOf<string[]>('programs') ?? known.programs,
    orderType: wordOf<string>('orderType') ?? known.orderType,
    shipAfter: shipBy ? dateOf(shipBy.from) : known.shipAfter,
    shipBy: shipBy ? dateOf(shipBy.to) : known.shipBy,
    deliverAfter: deliverBy ? dateOf(deliverBy.from) : known.deliverAfter,
    deliverBy: deliverBy ? dateOf(deliverBy.to) : known.deliverBy,
    cancelRequestedAt: isAsked ? dateOf(told[cancelSince]?.at) : null,
    shippedAt: state === 'shipped' ? dateOf(told[shippedSince]?.at) : known.packages.length > 0 ? known.shippedAt : null,
    items,
  };
}

const idsOf = (told: Told) =>
  Object.keys(told).flatMap((key) => {
    const [, itemId = '', sku = ''] = /^units (\S*) (.*)$/s.exec(key) ?? [];
    return key.startsWith('units ') ? [{ itemId, sku }] : [];
  });

/** Until the answer in full comes, the lines of an order are those that notifications named. */
function bornItems(told: Told): KnownItem[] {
  return idsOf(told).map(({ itemId, sku }) => {
    const of = (what: string) => told[`${what} ${itemId} ${sku}`]?.value;
    return {
      itemId,
      sku,
      asin: '',
      title: '',
      quantity: Number(of('units')),
      shipped: Number(of('shipped') ?? 0),
      cancelled: 0,
      ...(of('cancel') ? { cancelRequest: {} } : {}),
    };
  });
}

/** A line that is not known here waits for the answer in full. */
function changedItems(items: readonly KnownItem[], wordOf: <T>(key: string) => T | undefined, told: Told): KnownItem[] {
  const named = idsOf(told);
  return items.map((item) => {
    const like = named.filter(({ sku }) => sku === item.sku);
    const isAlone = items.filter(({ sku }) => sku === item.sku).length === 1 && like.length === 1;
    const found = named.find(({ itemId }) => itemId === item.itemId) ?? (isAlone ? like[0] : undefined);
    if (!found) return item;
    const of = <T>(what: string) => wordOf<T>(`${what} ${found.itemId} ${found.sku}`);
    const units = of<number>('units');
    const { cancelRequest, ...rest } = item;
    const isAsked = of<boolean>('cancel') ?? Boolean(cancelRequest);
    return {
      ...rest,
      shipped: of<number>('shipped') ?? item.shipped,
      cancelled: units === undefined ? item.cancelled : Math.max(0, item.quantity - units),
      ...(isAsked ? { cancelRequest: cancelRequest ?? {} } : {}),
    };
  });
}
