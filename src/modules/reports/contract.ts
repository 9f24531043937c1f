import { z } from 'zod';

/** How far the past of an account is read, in slices of 30 days; `from`: the oldest instant that is read. */
export const backfillView = z.object({
  accountId: z.string(),
  slices: z.int(),
  done: z.int(),
  failed: z.int(),
  orders: z.int(),
  from: z.iso.datetime().nullable(),
  paused: z.boolean(),
  startedAt: z.iso.datetime().nullable(),
  /** When the last slice can be expected, by the quota and by how long Amazon took so far; null while nobody can know. */
  doneBy: z.iso.datetime().nullable(),
});
export type BackfillView = z.infer<typeof backfillView>;
