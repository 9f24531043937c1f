import type { OrderEventMessage } from './contract.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Pauses before the second try and the ones after it: three days in all. */
const pauses = [
  5_000,
  30_000,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  ...Array.from({ length: 4 }, () => 14 * hour),
];

/** How long to wait after so many tries, in milliseconds; undefined when it is given up. */
export const pauseAfter = (attempts: number): number | undefined => pauses[attempts - 1];

/** So long without a single success, and the webhook is stopped. */
export const stopAfterMs = 72 * hour;
/** So long is the log kept. */
export const keepMs = 30 * 24 * hour;
/** So long does the secret before the present one sign along. */
export const rotationMs = 24 * hour;

/** Whether a webhook asked for this kind of event. No pattern asks for all. */
export const wants = (patterns: readonly string[], kind: string): boolean =>
  patterns.length === 0 || patterns.some((pattern) => (pattern.endsWith('.*') ? kind.startsWith(pattern.slice(0, -1)) : kind === pattern));

/** The id that tells who hears it twice that it is the same event. */
const messageIdOf = (accountId: string, eventId: string): string => `evt_${accountId}_${eventId}`;

type Event = {
  eventId: string;
  orderId: string;
  at: Date;
  kind: string;
  origin: string;
  actor: string;
  source: string;
  data: Record<string, unknown>;
};

export const messageOf = (accountId: string, event: Event): OrderEventMessage => ({
  id: messageIdOf(accountId, event.eventId),
  type: event.kind,
  at: event.at.toISOString(),
  accountId,
  orderId: event.orderId,
  origin: event.origin,
  actor: event.actor,
  source: event.source,
  data: event.data,
});
