import { z } from 'zod';
import { guard } from '#src/modules/guards/contract.ts';

const instant = z.iso.datetime();

/** Where an order stands on the floor. What keeps it from going on comes first, then from its carrier back to the shelf. */
export const stages = [
  'exception',
  'put_back',
  'short',
  'unsure',
  'no_label',
  'moving',
  'handed',
  'loaded',
  'packing',
  'picking',
  'waved',
  'listed',
  'slot',
  'labelled',
  'buying',
  'packed',
  'picked',
  'batched',
  'unplaced',
] as const;
export type Stage = (typeof stages)[number];
export const bands = ['late', 'lost', 'today', 'tomorrow', 'later'] as const;
export type Band = (typeof bands)[number];

export const todayQuery = z.object({
  account: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  /** `0`: what no location has promised stock to. */
  location: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  band: z.enum(bands).optional(),
  /** As on the label; empty: none bought yet. */
  carrier: z.string().max(60).optional(),
  /** `ask`: what a person has to decide; `premium`: Prime and premium orders. */
  only: z.enum(['ask', 'premium']).optional(),
});
export type TodayQuery = z.infer<typeof todayQuery>;

export const todayRow = z.object({
  accountId: z.string(),
  orderId: z.string(),
  marketplaceId: z.string(),
  /** Null while no location has promised its stock; the first location's calendar counts then. */
  locationId: z.string().nullable(),
  band: z.enum(bands),
  /** The last safe departure before the ship-by; null where there is none. */
  leaveBy: instant.nullable(),
  shipBy: instant.nullable(),
  /** The ship-by is reckoned by the location's handling time: Amazon sent none. */
  estimated: z.boolean(),
  /** When Amazon cancels it by itself, of what is overdue; null where its store's rule is not known. */
  cancelsAt: instant.nullable(),
  deliverBy: instant.nullable(),
  purchasedAt: instant,
  premium: z.boolean(),
  programs: z.array(z.string()),
  serviceLevel: z.string(),
  shipService: z.string().nullable(),
  status: z.string(),
  units: z.int(),
  lines: z.array(z.object({ sku: z.string(), asin: z.string(), title: z.string(), quantity: z.int() })),
  lineCount: z.int(),
  shipTo: z.string().nullable(),
  tags: z.array(z.string()),
  assignee: z.string().nullable(),
  guards: z.array(guard),
  label: z.object({ state: z.string(), carrier: z.string(), service: z.string() }).nullable(),
  /** The one word for how far it is; null where nobody has begun. */
  stage: z.enum(stages).nullable(),
  /** How far it is, station by station; null where nobody has begun. */
  pick: z
    .object({ progress: z.string(), waveId: z.string().nullable(), wave: z.string().nullable(), tote: z.string().nullable() })
    .nullable(),
  pack: z.object({ progress: z.string(), by: z.string().nullable() }).nullable(),
  /** The last batch of labels that it is in. */
  batch: z.object({ batchId: z.string(), name: z.string(), phase: z.string() }).nullable(),
  /** `slot`: Amazon's driver is told when to come; `loaded`: in a van that still stands here. */
  handover: z.enum(['listed', 'slot', 'loaded', 'handed']).nullable(),
  track: z.object({ state: z.string(), exceptions: z.array(z.string()) }).nullable(),
});
export type TodayRow = z.infer<typeof todayRow>;

export const todayPage = z.object({
  at: instant,
  items: z.array(todayRow),
  next: z.string().nullable(),
  /** Rows by location, carrier and band, whatever is filtered but the account; on the first page alone. */
  counts: z
    .array(
      z.object({
        locationId: z.string().nullable(),
        carrier: z.string(),
        band: z.enum(bands),
        rows: z.int(),
        ask: z.int(),
        premium: z.int(),
      }),
    )
    .nullable(),
  locations: z.array(
    z.object({
      locationId: z.string(),
      name: z.string(),
      timeZone: z.string(),
      active: z.boolean(),
      /** The next safe departure, for an ordinary and a premium order. */
      leaves: instant,
      premiumLeaves: instant,
    }),
  ),
});
export type TodayPage = z.infer<typeof todayPage>;
