import type { OrderFacts } from '#src/modules/orders/index.ts';
import { isTimeTerm, type Term, type TextTerm, type TimeTerm, type TimeValue } from '#src/modules/search/filter.ts';

/** An order with all that a search may ask of it, as a test made it. */
export type SearchedOrder = {
  accountId: string;
  facts: OrderFacts;
  tags: string[];
  assignee: string | null;
  notes: number;
  writeState: string | null;
};

export type OracleFrame = { now: Date; timeZone: string; listings: ReadonlyMap<string, string> };

/** Whether an order fits all terms, worked out on the facts themselves: slow, plain and without a database. */
export function fits(order: SearchedOrder, terms: readonly Term[], frame: OracleFrame): boolean {
  const words = terms.filter((term): term is TextTerm => term.key === 'text' && !term.not && term.values.length === 1);
  const others = terms.filter((term) => !words.some((word) => word === term));
  return (
    hasWords(
      order,
      words.map(({ values }) => values[0] ?? ''),
    ) && others.every((term) => term.not !== holds(order, term, frame))
  );
}

/** Words without a key: keys of the order, and all the others words of one of its products. */
function hasWords(order: SearchedOrder, words: readonly string[]): boolean {
  const left = words.filter((word) => !isKeyOf(order, word));
  return left.length === 0 || order.facts.items.some((item) => left.every((word) => isOfProduct(item, word)));
}

function isOfProduct({ sku, title }: OrderFacts['items'][number], word: string): boolean {
  const low = word.toLowerCase();
  return sku.toLowerCase().startsWith(low) || low.split(' ').every((part) => title.toLowerCase().includes(part));
}

function isKeyOf({ facts }: SearchedOrder, word: string): boolean {
  const low = word.toLowerCase();
  const is = (other: string | null | undefined) => other?.toLowerCase() === low;
  return (
    facts.orderId === word ||
    [facts.sellerOrderId, facts.poNumber, facts.personal?.buyerEmail].some(is) ||
    facts.items.some(({ sku, asin }) => is(sku) || is(asin)) ||
    isTracked(facts, low) ||
    namesOf(facts).has(low)
  );
}

function isTracked(facts: OrderFacts, number: string): boolean {
  const folded = (text: string | undefined) => text?.toLowerCase().replaceAll(/[\s-]/g, '');
  return (facts.packages ?? []).some((parcel) => parcel.tracking !== undefined && folded(parcel.tracking) === folded(number));
}

const namesOf = ({ personal }: OrderFacts): Set<string> =>
  new Set([personal?.buyerName, personal?.recipient?.name].flatMap((name) => name?.toLowerCase().split(' ') ?? []));

function holds(order: SearchedOrder, term: Term, frame: OracleFrame): boolean {
  const { facts } = order;
  if (term.key === 'amount') {
    const amount = facts.total ? Number(facts.total.amount) : undefined;
    return term.values.some(({ min, max, currency }) => {
      if (amount === undefined || (currency !== undefined && currency !== facts.total?.currency)) return false;
      const low = !min || (min.inclusive ? amount >= Number(min.amount) : amount > Number(min.amount));
      return low && (!max || (max.inclusive ? amount <= Number(max.amount) : amount < Number(max.amount)));
    });
  }
  if (isTimeTerm(term)) return term.values.some((value) => inTime(facts, term.key, value, frame));
  return term.values.some((value) => hasText(order, term.key, value, frame));
}

const isOpen = ({ status }: OrderFacts) => status.state === 'unshipped' || status.state === 'partially_shipped';

function inTime(facts: OrderFacts, key: TimeTerm['key'], value: TimeValue, { now, timeZone }: OracleFrame): boolean {
  const at = key === 'ship-by' ? facts.shipBy?.to : key === 'deliver-by' ? facts.deliverBy?.to : facts.purchasedAt;
  if (!at) return false;
  if (value.kind === 'overdue') return at < now && isOpen(facts);
  if (value.kind === 'span') {
    const hours = ((key === 'date' ? -1 : 1) * (at.getTime() - now.getTime())) / 3_600_000;
    if (key === 'date') return value.less ? hours <= value.hours : hours > value.hours;
    return value.less ? hours >= 0 && hours < value.hours : hours >= value.hours;
  }
  const day = dayIn(at, timeZone);
  const named = (text: string) => {
    const shift = text === 'yesterday' ? -1 : text === 'tomorrow' ? 1 : 0;
    if (/^\d/.test(text)) return text;
    const noon = new Date(`${dayIn(now, timeZone)}T12:00:00Z`);
    return new Date(noon.getTime() + shift * 86_400_000).toISOString().slice(0, 10);
  };
  const from = value.from === undefined ? '' : named(value.from);
  const to = value.to === undefined ? '9' : named(value.to);
  if (key === 'after') return day.slice(0, from.length) >= from;
  if (key === 'before') return day.slice(0, from.length) < from;
  return day.slice(0, from.length) >= from && day.slice(0, to.length) <= to;
}

const dayIn = (at: Date, timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);

const unverified = ['queued', 'sending', 'sent', 'accepted'];

function hasText(order: SearchedOrder, key: TextTerm['key'], value: string, frame: OracleFrame): boolean {
  const { facts } = order;
  const low = value.toLowerCase();
  const is = (other: string | null | undefined) => other?.toLowerCase() === low;
  const titled = () => facts.items.some(({ title }) => low.split(' ').every((word) => title.toLowerCase().includes(word)));
  const has = (programme: string) => (facts.programs ?? []).includes(programme);
  switch (key) {
    case 'order':
      return facts.orderId === value;
    case 'seller-order':
      return is(facts.sellerOrderId);
    case 'sku':
      return facts.items.some(({ sku }) => is(sku));
    case 'asin':
      return facts.items.some(({ asin }) => is(asin));
    case 'listing':
      return facts.items.some(({ sku }) => frame.listings.get(sku) === value);
    case 'title':
      return titled();
    case 'buyer':
      return low.split(' ').every((word) => namesOf(facts).has(word));
    case 'email':
      return is(facts.personal?.buyerEmail);
    case 'track':
      return isTracked(facts, low);
    case 'carrier':
      return (facts.packages ?? []).some((parcel) => is(parcel.carrierRaw));
    case 'service':
      return is(facts.serviceLevel) || (!/^[A-Z_]+$/.test(value) && is(facts.shipService));
    case 'status':
      return is(facts.status.state);
    case 'marketplace':
      return facts.marketplaceId === value;
    case 'channel':
      return is(facts.salesChannel);
    case 'by':
      return value === 'fba'
        ? facts.fulfilledBy.state === 'amazon'
        : facts.fulfilledBy.state === 'merchant' && (value === 'fbm' || has('PRIME'));
    case 'is':
      return isKind(order, value);
    case 'programme':
      return has(value);
    case 'tag':
      return order.tags.some(is);
    case 'type':
      return is(facts.orderType ?? 'StandardOrder');
    case 'assignee':
      return is(order.assignee);
    case 'po':
      return is(facts.poNumber);
    case 'write':
      return value === 'unverified' ? unverified.includes(order.writeState ?? '') : order.writeState === value;
    case 'text':
      return hasWords(order, [value]);
  }
}

function isKind({ facts, tags, assignee, notes }: SearchedOrder, kind: string): boolean {
  const programmes: Record<string, string> = { prime: 'PRIME', business: 'AMAZON_BUSINESS', premium: 'PREMIUM' };
  const programme = programmes[kind];
  if (programme !== undefined) return (facts.programs ?? []).includes(programme);
  const kinds: Record<string, boolean> = {
    gift: facts.items.some((item) => item.gift),
    customised: facts.items.some((item) => item.customised),
    replacement: (facts.replacesOrderId ?? null) !== null,
    'cancel-requested': facts.items.some((item) => item.cancelRequest),
    'multi-item': facts.items.length > 1,
    unmatched: facts.depth === 'skeleton',
    open: isOpen(facts),
    tagged: tags.length > 0,
    assigned: assignee !== null,
    noted: notes > 0,
  };
  return kinds[kind] ?? false;
}

/** The orders as a page shows them one after the other. */
export function sorted(orders: readonly SearchedOrder[], sort: 'newest' | 'oldest' | 'ship-by' | 'total'): SearchedOrder[] {
  const time = ({ facts }: SearchedOrder) => facts.purchasedAt.getTime();
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const id = (a: SearchedOrder, b: SearchedOrder) => text(a.facts.orderId, b.facts.orderId) || Number(a.accountId) - Number(b.accountId);
  const deadline = ({ facts }: SearchedOrder) => facts.shipBy?.to?.getTime() ?? Number.POSITIVE_INFINITY;
  const total = ({ facts }: SearchedOrder) => (facts.total ? Number(facts.total.amount) : -1);
  const order = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  return [...orders].sort((a, b) => {
    if (sort === 'oldest') return order(time(a), time(b)) || id(a, b);
    if (sort === 'ship-by') return order(deadline(a), deadline(b)) || id(a, b);
    if (sort === 'total') return order(total(b), total(a)) || order(time(b), time(a)) || id(b, a);
    return order(time(b), time(a)) || id(b, a);
  });
}
