import { z } from 'zod';

/**
 * What the shapes of packing are made of. Ids are 64-bit numbers as text, times ISO 8601 in UTC, weights whole grams, measures
 * whole millimetres, quantities units. `key` fields named `reason` are stable keys of the language file.
 */

export const id = z.string().regex(/^\d{1,18}$/);
export const instant = z.iso.datetime();
export const text = (most: number) => z.string().trim().min(1).max(most);
export const grams = z.int().min(1).max(100_000);
export const millimetres = z.int().min(1).max(5_000);
export const why = z.object({ key: z.string(), values: z.record(z.string(), z.string()) });
