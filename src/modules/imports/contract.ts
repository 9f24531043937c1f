import { z } from 'zod';

export const importResult = z.object({
  importId: z.string(),
  lines: z.int(),
  orders: z.int(),
  imported: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.array(z.object({ line: z.int(), column: z.string().nullable(), reason: z.string() })),
});
export type ImportResult = z.infer<typeof importResult>;

/** Confirmations from a file: what each line will do, as for any write. */
export const confirmationLine = z.object({
  line: z.int(),
  orderId: z.string().nullable(),
  outcome: z.enum(['will', 'warning', 'skip']),
  reason: z.object({ key: z.string(), values: z.record(z.string(), z.string()) }),
});
export const confirmationsResult = z.object({ lines: z.array(confirmationLine), queued: z.int(), skipped: z.int() });
export type ConfirmationsResult = z.infer<typeof confirmationsResult>;
