import { z } from 'zod';
import { grams, id, millimetres, text } from './shapes.ts';

/** Places where parcels are packed, what they are packed in, and how strict packing is. */

export const packStation = z.object({
  stationId: z.string(),
  name: z.string(),
  /** Where it stands; null: anywhere. */
  locationId: z.string().nullable(),
  active: z.boolean(),
});
export type PackStation = z.infer<typeof packStation>;

export const stationBody = z.object({ name: text(60), locationId: id.nullable().default(null), active: z.boolean().default(true) });
export type StationBody = z.infer<typeof stationBody>;

export const packBox = z.object({
  boxId: z.string(),
  name: z.string(),
  /** What a scanner reads off the box or off the sheet of boxes. */
  code: z.string(),
  /** Length, width, height. */
  inner: z.tuple([z.int(), z.int(), z.int()]),
  outer: z.tuple([z.int(), z.int(), z.int()]),
  /** What it weighs empty, and what it holds at most. */
  tare: z.int(),
  maxWeight: z.int().nullable(),
  active: z.boolean(),
});
export type PackBox = z.infer<typeof packBox>;

export const boxBody = z.object({
  name: text(60),
  code: text(60),
  inner: z.tuple([millimetres, millimetres, millimetres]),
  outer: z.tuple([millimetres, millimetres, millimetres]),
  tare: z.int().min(0).max(50_000),
  maxWeight: grams.nullable().default(null),
  active: z.boolean().default(true),
});
export type BoxBody = z.infer<typeof boxBody>;

export const packSettings = z.object({
  /** How far a scale may be from what is expected: the larger of both counts. */
  tolerancePercent: z.int().min(0).max(100),
  toleranceGrams: z.int().min(0).max(10_000),
  /** `always`: a parcel is not finished before it was weighed. `never`: a weight is noted and not compared. */
  weigh: z.enum(['always', 'compare', 'never']),
  /** A parcel needs a box before it is finished. */
  needsBox: z.boolean(),
  /** A parcel needs a photo before it is finished. */
  needsPhoto: z.boolean(),
  /** What finishing does where nothing else is asked for: buy by the rules of labels, or leave the label for a batch. */
  label: z.enum(['rules', 'later']),
  /** An order of one unit is finished by the scan of its item, once nothing is missing. */
  finishSingles: z.boolean(),
  /** After so many minutes without a scan an order is free for others. */
  lockMinutes: z.int().min(1).max(1440),
});
export type PackSettings = z.infer<typeof packSettings>;

/** GET /packing/setup */
export const packSetup = z.object({ stations: z.array(packStation), boxes: z.array(packBox), settings: packSettings });
export type PackSetup = z.infer<typeof packSetup>;

/** Measures of a product, for boxes and expected weight; null: not known. `learnt`: grams by earlier parcels. */
export const productMeasures = z.object({
  grams: z.int().nullable(),
  size: z.tuple([z.int(), z.int(), z.int()]).nullable(),
  /** Each unit needs a serial number. */
  serials: z.boolean(),
  learnt: z.object({ grams: z.int(), parcels: z.int() }).nullable(),
});
export const measuresBody = z.object({
  grams: grams.nullable(),
  size: z.tuple([millimetres, millimetres, millimetres]).nullable(),
  serials: z.boolean(),
});
