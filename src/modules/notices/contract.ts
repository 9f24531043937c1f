import { z } from 'zod';
import { channels, modes } from './ways.ts';

const severity = z.enum(['critical', 'warning', 'info']);

/** `page` is a path of the desk that helps; title and text are words for people. */
export const alertView = z.object({
  accountId: z.string(),
  /** null: the desk itself. */
  account: z.string().nullable(),
  alertId: z.string(),
  kind: z.string(),
  severity,
  title: z.string(),
  text: z.string(),
  page: z.string(),
  openedAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  isRead: z.boolean(),
});
export type AlertView = z.infer<typeof alertView>;

export const alertList = z.object({ items: z.array(alertView), next: z.string().nullable() });
export type AlertList = z.infer<typeof alertList>;

export const alertCounts = z.object({ open: z.int(), unread: z.int(), worst: severity.nullable() });
export type AlertCounts = z.infer<typeof alertCounts>;

export const readBody = z.object({
  alertIds: z.union([
    z.literal('all'),
    z
      .array(z.string().regex(/^\d{1,18}$/))
      .min(1)
      .max(500),
  ]),
});

const channel = z.enum(channels);
const mode = z.enum(modes);

export const noticeSettings = z.object({
  mail: z.object({
    /** null: no mail server is set up. */
    server: z.string().nullable(),
    from: z.string().nullable(),
    /** The address that the person chose; null: the one of their sign-in. */
    address: z.string().nullable(),
    /** Where mail goes now; null: nowhere. */
    goesTo: z.string().nullable(),
  }),
  push: z.object({
    publicKey: z.string(),
    browsers: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        madeAt: z.iso.datetime(),
        lastSentAt: z.iso.datetime().nullable(),
        lastError: z.string().nullable(),
      }),
    ),
  }),
  digestHour: z.int(),
  timeZone: z.string(),
  kinds: z.array(z.object({ kind: z.string(), name: z.string(), severity, mail: mode, push: mode })),
});
export type NoticeSettings = z.infer<typeof noticeSettings>;

export const settingsBody = z.object({
  address: z.email('must be an e-mail address').max(254).nullable().optional(),
  digestHour: z.int().min(0).max(23).optional(),
  timeZone: z.string().max(64).optional(),
  choices: z
    .array(z.object({ kind: z.string().max(64), channel, mode }))
    .max(200)
    .optional(),
});
export type SettingsBody = z.infer<typeof settingsBody>;

export const subscriptionBody = z.object({
  endpoint: z.url().max(2_000),
  p256dh: z.string().regex(/^[\w-]{80,100}={0,2}$/, 'must be the key of the browser'),
  auth: z.string().regex(/^[\w-]{16,40}={0,2}$/, 'must be the secret of the browser'),
  label: z.string().trim().min(1).max(80),
});
export type SubscriptionBody = z.infer<typeof subscriptionBody>;

export const testBody = z.object({ channel });
export const testResult = z.object({ sent: z.boolean(), words: z.string() });
export type TestResult = z.infer<typeof testResult>;

/** How a part of the desk is doing, in words; `todo` is what a person can do about it. */
export const healthPart = z.object({
  part: z.string(),
  name: z.string(),
  state: z.enum(['good', 'warn', 'bad']),
  text: z.string(),
  todo: z.string().nullable(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type HealthPart = z.infer<typeof healthPart>;
export const healthView = z.object({ state: z.enum(['good', 'warn', 'bad']), at: z.iso.datetime(), parts: z.array(healthPart) });
export type HealthView = z.infer<typeof healthView>;
