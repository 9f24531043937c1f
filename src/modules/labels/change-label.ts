import { openAlert, resolveAlert } from '#src/modules/notices/index.ts';
import { appendEvents } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Label } from './label.ts';
import { type LabelChange, moveLabel, tellPages } from './store.ts';

/** So many looks at the carrier, over some minutes, and people are told that a label is still unsure. */
const looksInPeace = 4;

/**
 * Moves a label as `moveLabel` does and tells of it, in the same transaction: on the timeline of its order, and as an alert
 * where a person should look. False when the label is no longer in the state that it was read in.
 */
export async function changeLabel(tx: Tx, label: Label, change: LabelChange, now: Date): Promise<boolean> {
  if (!(await moveLabel(tx, label, change))) return false;
  const kind = eventOf(label, change);
  if (kind) await noteLabel(tx, { ...label, ...boughtNow(change) }, kind, now, change);
  else await tellPages(tx, label.accountId, label.orderId);
  await alertLabel(tx, label, change, now);
  return true;
}

const boughtNow = ({ bought }: LabelChange): Partial<Label> =>
  bought ? { price: bought.price, tracking: bought.receipt?.tracking ?? null } : {};

function eventOf({ state }: Label, change: LabelChange): string | undefined {
  if (state === change.state) return undefined;
  switch (change.state) {
    case 'bought':
      return state === 'voiding' ? 'label.kept' : 'label.bought';
    case 'refused':
    case 'unsure':
    case 'voiding':
    case 'voided':
      return `label.${change.state}`;
    default:
      return undefined;
  }
}

/** `UPS Ground`, also where the carrier's own name stands in that of its service already. */
const nameOf = ({ carrier, service }: Label['offer']): string =>
  service.toLowerCase().startsWith(carrier.toLowerCase()) ? service : [carrier, service].filter(Boolean).join(' ');

type Noted = Pick<Label, 'accountId' | 'labelId' | 'orderId' | 'offer' | 'price' | 'tracking' | 'askedBy' | 'kind'>;

/** One line on the timeline of the label's order. */
export async function noteLabel(
  tx: Tx,
  { accountId, labelId, orderId, offer, price, tracking, askedBy, kind: bought }: Noted,
  kind: string,
  at: Date,
  { reason = null, by }: Pick<LabelChange, 'reason' | 'by'> = {},
): Promise<void> {
  const person = by ?? (kind === 'label.asked' || (kind === 'label.bought' && bought === 'manual') ? askedBy : undefined);
  const data = {
    labelId,
    label: nameOf(offer),
    ...(kind === 'label.asked' || kind === 'label.bought' ? { price: `${price.amount} ${price.currency}` } : {}),
    ...(tracking === null || kind === 'label.asked' ? {} : { tracking }),
    ...(reason === null ? {} : { reason }),
  };
  const who = person ? { origin: 'person', actor: person, source: 'person' } : { origin: 'system', actor: 'labels', source: 'labels' };
  await appendEvents(tx, accountId, [{ orderId, at, kind, data, ...who }]);
  await tellPages(tx, accountId, orderId);
}

/** Opens and closes the alerts of a label. */
async function alertLabel(tx: Tx, label: Label, change: LabelChange, at: Date): Promise<void> {
  const { accountId, orderId, labelId: key, offer } = label;
  const details = { orderId, carrier: nameOf(offer), code: change.said?.code ?? null };
  const unsure = { accountId, kind: 'label.unsure' as const, key, at };
  if (change.state === 'unsure' && change.look && label.looks + 1 === looksInPeace) await openAlert(tx, { ...unsure, details });
  if (label.state === 'unsure' && change.state !== 'unsure') await resolveAlert(tx, unsure);
  // What the order itself stopped is no news to anybody: the order says it.
  const isOurs = change.reason?.startsWith('labels.reason.') === true;
  if (change.state === 'refused' && isOurs) await openAlert(tx, { accountId, kind: 'label.refused', key: orderId, details, at });
  if (change.state === 'bought' && label.state !== 'voiding') await resolveRefusal(tx, label, at);
  const refund = { accountId, kind: 'label.refund-rejected' as const, key, at };
  if (change.state === 'bought' && change.refund === 'rejected') await openAlert(tx, { ...refund, details });
  if (change.state === 'voiding' || change.state === 'voided') await resolveAlert(tx, refund);
}

/** The order has been asked a label for again, or has one. */
export const resolveRefusal = (tx: Tx, { accountId, orderId }: Pick<Label, 'accountId' | 'orderId'>, at: Date): Promise<void> =>
  resolveAlert(tx, { accountId, kind: 'label.refused', key: orderId, at });
