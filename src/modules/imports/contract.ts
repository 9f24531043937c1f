import { z } from 'zod';

const rejection = z.object({ line: z.int(), column: z.string().nullable(), reason: z.string() });
export type Rejection = z.infer<typeof rejection>;

/** `lines` counts data lines, all else orders: imported + updated + unchanged + rejected = orders. */
export const importResult = z.object({
  importId: z.string(),
  lines: z.int(),
  orders: z.int(),
  imported: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.array(rejection),
});
export type ImportResult = z.infer<typeof importResult>;

/** Confirmations from a file: what each line will do, as for any write. */
export const confirmationLine = z.object({
  line: z.int(),
  orderId: z.string().nullable(),
  outcome: z.enum(['will', 'warning', 'skip']),
  reason: z.object({ key: z.string(), values: z.record(z.string(), z.string()) }),
});
export type ConfirmationLine = z.infer<typeof confirmationLine>;
/** `queued` counts parcels, `skipped` lines. */
export const confirmationsResult = z.object({ lines: z.array(confirmationLine), queued: z.int(), skipped: z.int() });
export type ConfirmationsResult = z.infer<typeof confirmationsResult>;

/** `lines` counts data lines, all else listings. */
export const listingsResult = z.object({
  importId: z.string(),
  lines: z.int(),
  listings: z.int(),
  imported: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.array(rejection),
});
export type ListingsResult = z.infer<typeof listingsResult>;

/** Stock from a file: lines that made a product, changed how many lie in a bin, or told nothing new. */
export const stockResult = z.object({
  lines: z.int(),
  imported: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.array(rejection),
});
export type StockResult = z.infer<typeof stockResult>;

export const importKind = z.enum(['orders', 'confirmations', 'listings']);
export type ImportKind = z.infer<typeof importKind>;

/** An import in the list of them. `counts` by kind as in its result; `rejected` holds the first of them, `counts.rejected` says how many. */
export const importRun = z.object({
  accountId: z.string(),
  importId: z.string(),
  kind: importKind,
  fileName: z.string(),
  startedAt: z.iso.datetime(),
  /** `null`: under way. */
  finishedAt: z.iso.datetime().nullable(),
  askedBy: z.string(),
  lines: z.int(),
  counts: z.record(z.string(), z.int()),
  rejected: z.array(rejection),
  /** Why it broke off. What came before that is in. */
  error: z.string().nullable(),
});
export type ImportRun = z.infer<typeof importRun>;
