import { z } from 'zod';

/** `order.status`, or a family: `order.*`. */
const eventPattern = z.string().regex(/^[a-z]+(\.([a-zA-Z]+|\*))$/, 'a kind of event such as order.status, or a family such as order.*');

export const webhookStates = ['on', 'off', 'stopped'] as const;

export const webhookView = z.object({
  accountId: z.string(),
  webhookId: z.string(),
  name: z.string(),
  url: z.string(),
  /** Empty: every event. */
  events: z.array(z.string()),
  state: z.enum(webhookStates),
  /** Since when nothing was taken; null while the last message was. */
  failingSince: z.iso.datetime().nullable(),
  /** Messages that wait for their next try. */
  queued: z.int(),
  /** Until when the secret before this one signs along. */
  oldSecretUntil: z.iso.datetime().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type WebhookView = z.infer<typeof webhookView>;

export const webhookBody = z.object({
  name: z.string().trim().min(1).max(80),
  url: z.url({ protocol: /^https?$/, error: 'an address such as https://example.com/hooks/waybill' }).max(2_000),
  events: z.array(eventPattern).max(50).default([]),
});
export type WebhookBody = z.infer<typeof webhookBody>;

export const webhookChange = webhookBody.partial().extend({ state: z.enum(['on', 'off']).optional() });
export type WebhookChange = z.infer<typeof webhookChange>;

/** Shown once, when it is made: the desk keeps it sealed. */
export const webhookSecret = z.object({ webhookId: z.string(), secret: z.string() });

export const deliveryStates = ['queued', 'delivered', 'given_up'] as const;

export const webhookDelivery = z.object({
  deliveryId: z.string(),
  messageId: z.string(),
  kind: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  nextAt: z.iso.datetime().nullable(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  tookMs: z.int().nullable(),
  body: z.string(),
  createdAt: z.iso.datetime(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

/** What a message says, and what `GET …/events` lists. */
export const orderEventMessage = z.object({
  id: z.string(),
  type: z.string(),
  at: z.iso.datetime(),
  accountId: z.string(),
  orderId: z.string(),
  /** amazon, person, rule, program or system; and which one. */
  origin: z.string(),
  actor: z.string(),
  source: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type OrderEventMessage = z.infer<typeof orderEventMessage>;
