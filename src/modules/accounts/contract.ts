import { z } from 'zod';

export const accountView = z.object({
  accountId: z.string(),
  name: z.string(),
  region: z.enum(['NA', 'EU', 'FE']),
  sellerId: z.string().nullable(),
  host: z.enum(['amazon', 'simulator', 'files']),
  state: z.enum(['connected', 'unconnected', 'refused', 'paused']),
  stateReason: z.string().nullable(),
  timeZone: z.string(),
  marketplaceIds: z.array(z.string()),
  /** Nothing of it may go to Amazon: since when and by whom. */
  readOnly: z.object({ since: z.iso.datetime(), by: z.string() }).nullable(),
});
export type AccountView = z.infer<typeof accountView>;

/** Who is here and what they may do. One built-in owner until people arrive. */
export const sessionView = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  permissions: z.array(z.string()),
  demo: z.boolean(),
  /** The environment makes every account read-only. */
  readOnlyDesk: z.boolean(),
  version: z.string(),
  now: z.iso.datetime(),
  accounts: z.array(accountView),
});
export type SessionView = z.infer<typeof sessionView>;

export const connectBody = z.object({
  /** An unconnected account to connect; a new one when absent. */
  accountId: z.string().regex(/^\d+$/).optional(),
  name: z.string().trim().min(1).max(80),
  region: z.enum(['NA', 'EU', 'FE']),
  /** The merchant token of Seller Central; files of cancellations name it. */
  sellerId: z
    .string()
    .trim()
    .regex(/^A[A-Z0-9]{8,20}$/, 'must be a merchant token such as A1B2C3D4E5F6G7'),
  clientId: z.string().trim().min(1).max(200),
  clientSecret: z.string().trim().min(1).max(400),
  refreshToken: z.string().trim().min(1).max(2000),
});
export type ConnectBody = z.infer<typeof connectBody>;

/** Each step of connecting, in order, with what it found: token, marketplaces, orders, personal data. */
export const connectResult = z.object({
  connected: z.boolean(),
  accountId: z.string().nullable(),
  steps: z.array(z.object({ step: z.enum(['token', 'marketplaces', 'orders', 'personal']), ok: z.boolean(), detail: z.string() })),
});
export type ConnectResult = z.infer<typeof connectResult>;
