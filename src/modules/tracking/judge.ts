import type { AccountId } from '#src/kernel/ids.ts';
import { appendEvents, type EventEntry } from '#src/modules/orders/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Parcel } from './parcel.ts';
import type { Journey } from './ports.ts';
import { endOf, exceptionsOf, lookAt, nextAt, type Patience, progressOf } from './rules.ts';
import { scanDues } from './scan-due.ts';
import { saveParcel, saveScans } from './store.ts';
import { scansOf } from './views.ts';

/** What a look brought; `problem` is why it brought nothing. None: the parcel was not asked about, only its time has come. */
export type Look = { journey: Journey | null; problem: string | null; retryAt?: Date };
export type Judged = { parcel: Parcel; look?: Look };

/**
 * Writes down what was heard of these parcels and says anew where each is and what is wrong with it, from all that was ever
 * told. What is new goes onto the timeline of its order.
 */
export async function judgeParcels(
  tx: Tx,
  accountId: AccountId,
  judged: readonly Judged[],
  { now, patience }: { now: Date; patience: Patience },
): Promise<void> {
  for (const { parcel, look } of judged) await saveScans(tx, parcel, look?.journey?.scans ?? [], now);
  const ids = judged.map(({ parcel }) => parcel.parcelId);
  const scans = await scansOf(tx, accountId, ids);
  const scanDueOf = await scanDues(tx, accountId, ids, patience);
  const events: EventEntry[] = [];
  for (const { parcel: before, look } of judged) {
    const progress = progressOf(scans.get(before.parcelId) ?? []);
    const promisedAt = look?.journey?.promisedAt ?? before.promisedAt;
    const limits = { scanDue: scanDueOf(before), silentDays: patience.silentDays };
    const looked = look ? { looks: before.looks + 1, lookedAt: now, problem: look.problem } : {};
    const facts = { ...before, ...progress, promisedAt, ...looked };
    const ended = endOf(facts, now) ?? null;
    // Unless it was asked just now, the look that was planned stays.
    const planned = look || before.lookAt === null || before.source === 'none' ? lookAt(facts, now, limits) : before.lookAt;
    const next = ended ? null : (look?.retryAt ?? planned);
    const exceptions = before.settledAt || ended === 'old' ? [] : exceptionsOf(facts, now, limits);
    const after: Parcel = { ...facts, exceptions, ended, lookAt: next, nextAt: ended ? null : nextAt(facts, next, now, limits) };
    await saveParcel(tx, after);
    events.push(...eventsOf(before, after, now));
  }
  await appendEvents(tx, accountId, events);
}

function eventsOf(before: Parcel, after: Parcel, now: Date): EventEntry[] {
  const { orderId, tracking, carrier, firstScanAt, deliveredAt } = after;
  const tell = (kind: string, at: Date, data: Record<string, unknown> = {}): EventEntry => {
    const isAmazon = after.source === 'amazon';
    const actor = isAmazon ? 'Amazon' : carrier;
    return { orderId, at, kind, origin: isAmazon ? 'amazon' : 'program', actor, source: 'tracking', data: { tracking, ...data } };
  };
  const events: EventEntry[] = [];
  if (firstScanAt && !before.firstScanAt) events.push(tell('parcel.scanned', firstScanAt));
  if (deliveredAt && !before.deliveredAt) events.push(tell('parcel.delivered', deliveredAt));
  for (const exception of after.exceptions)
    if (!before.exceptions.includes(exception))
      events.push(tell('parcel.exception', now, { exception: `parcels.exceptions.${exception}` }));
  return events;
}
