import { z } from 'zod';

const instant = z.iso.datetime();

/** How notifications of one account stand. `queue` is null where none is set: then the desk polls. */
export const notificationState = z.object({
  accountId: z.string(),
  queue: z
    .object({
      queueUrl: z.string(),
      arn: z.string(),
      region: z.string(),
      endpoint: z.string().nullable(),
      savedAt: instant,
      lastPollAt: instant.nullable(),
      lastError: z.string().nullable(),
      lastErrorAt: instant.nullable(),
    })
    .nullable(),
  types: z.array(
    z.object({
      type: z.string(),
      state: z.enum(['unknown', 'subscribed', 'missing', 'elsewhere', 'refused', 'foreign']),
      detail: z.string().nullable(),
      checkedAt: instant.nullable(),
      received: z.int(),
      doubled: z.int(),
      lastEventAt: instant.nullable(),
      lastReceivedAt: instant.nullable(),
      /** From Amazon's event to the receipt of the last message. */
      lastLagMs: z.int().nullable(),
    }),
  ),
  waiting: z.int(),
  poison: z.int(),
});
export type NotificationState = z.infer<typeof notificationState>;
export const notificationStates = z.object({ now: instant, items: z.array(notificationState) });

/** Messages that could not be worked on. `body` is without personal data, null for a text that is no JSON. */
export const poisonMessage = z.object({
  accountId: z.string(),
  notificationId: z.string(),
  type: z.string().nullable(),
  subject: z.string().nullable(),
  reason: z.string(),
  detail: z.string(),
  eventAt: instant.nullable(),
  receivedAt: instant,
  body: z.unknown(),
});
export const poisonList = z.object({ items: z.array(poisonMessage) });
export type PoisonMessage = z.infer<typeof poisonMessage>;

export const queueBody = z.object({
  queueUrl: z.url().max(500),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region of AWS such as us-east-1'),
  /** Only for a server other than Amazon's own. */
  endpoint: z.url().max(300).optional(),
  accessKeyId: z.string().trim().min(1).max(200),
  secretAccessKey: z.string().trim().min(1).max(400),
});
export type QueueBody = z.infer<typeof queueBody>;

export const subscribeBody = z.object({
  /** Takes a type over that Amazon sends to another queue of the same application. */
  takeOver: z.boolean().optional(),
});

export const notificationReplay = z.object({ replayed: z.int(), resolved: z.int(), still: z.int() });
