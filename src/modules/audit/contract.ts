import { z } from 'zod';

export const actorKinds = ['person', 'key', 'command', 'desk', 'nobody'] as const;

/** One thing that was done. `by` is the name its actor has today, null when there is none any more. */
export const auditEntryView = z.object({
  seq: z.string(),
  at: z.iso.datetime(),
  actorKind: z.enum(actorKinds),
  actorId: z.string(),
  by: z.string().nullable(),
  action: z.string(),
  accountId: z.string().nullable(),
  subjects: z.array(z.string()),
  details: z.record(z.string(), z.string()),
  place: z.string(),
  hash: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntryView>;

const instant = z.iso.datetime().refine((at) => at >= '0001', 'must be a time of our era');

/** `text` is found in actions, in the ids of subjects (whole) and in addresses (whole). Times are instants; `to` is left out. */
export const auditFilter = z.object({
  text: z.string().trim().max(100).optional(),
  actor: z.string().max(64).optional(),
  action: z.string().max(64).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const auditPageView = z.object({ items: z.array(auditEntryView), next: z.string().nullable(), actions: z.array(z.string()) });

export const auditCheck = z.object({
  ok: z.boolean(),
  entries: z.int(),
  /** The first entry that does not hold. */
  brokenAt: z.string().nullable(),
  /** The hash of the newest entry: kept elsewhere, it proves later that nothing before it was changed. */
  head: z.string().nullable(),
});
