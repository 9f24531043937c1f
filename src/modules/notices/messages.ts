import { deskId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { Again } from '#src/platform/due.ts';
import { dropOver, makeMessage } from './message-store.ts';
import { nextMessageAt, waitingFor } from './message-views.ts';
import type { MessagesDeps } from './messages-deps.ts';
import { ensurePerson, saveNextDigest } from './person-store.ts';
import type { Recipient } from './ports.ts';
import { nextDigestAt, spacingMs } from './schedule-rules.ts';
import { sendMessages } from './send-messages.ts';
import { hearsOf } from './tell.ts';
import { channels } from './ways.ts';

const usualDigestHour = 8;

/**
 * Due work `messages`, of the desk itself: makes messages of what waits for people, at once (with a pause between two, so
 * that a burst is one message) or in the daily digest, and sends what is due. One runner at a time does it.
 */
export const messages = (deps: MessagesDeps) => async (): Promise<Again> => {
  const { database, clock } = deps;
  const everybody = await deps.recipients();
  const known = await deps.accounts();
  const next: Date[] = [];
  for (const person of everybody) {
    const ids = [deskId, ...known.map(({ accountId }) => accountId)].filter((id) => hearsOf(person, id));
    next.push(...(await database.write(ids, (tx) => makeOf(tx, deps, person))));
  }
  await sendMessages(deps, everybody, known);
  const queued = await database.read([], nextMessageAt);
  if (queued) next.push(queued);
  const [soonest] = next.toSorted((a, b) => a.getTime() - b.getTime());
  return soonest === undefined ? 'rest' : new Date(Math.max(soonest.getTime(), clock.now().getTime() + 1));
};

/** Makes the messages of a person that are due, and tells when more will be. */
async function makeOf(tx: Tx, { clock, newMessageId }: MessagesDeps, { personId }: Recipient): Promise<Date[]> {
  const now = clock.now();
  await dropOver(tx, personId);
  const waiting = await waitingFor(tx, personId);
  if (waiting.length === 0) return [];
  const usual = { email: null, digestHour: usualDigestHour, timeZone: 'UTC', nextDigestAt: nextDigestAt(now, usualDigestHour, 'UTC') };
  const settings = await ensurePerson(tx, personId, usual);
  const isDigestDue = settings.nextDigestAt <= now;
  const later: Date[] = [];
  for (const channel of channels) {
    for (const { mode, lastMadeAt } of waiting.filter((each) => each.channel === channel)) {
      const spacedAt = lastMadeAt ? new Date(lastMadeAt.getTime() + spacingMs[channel]) : now;
      const isDue = mode === 'digest' ? isDigestDue : spacedAt <= now;
      if (isDue) await makeMessage(tx, { messageId: newMessageId(), personId, channel, mode, at: now });
      else later.push(mode === 'digest' ? settings.nextDigestAt : spacedAt);
    }
  }
  if (isDigestDue) await saveNextDigest(tx, personId, nextDigestAt(now, settings.digestHour, settings.timeZone));
  return later;
}
