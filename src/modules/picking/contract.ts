import { z } from 'zod';
import { guard } from '#src/modules/guards/contract.ts';
import { orderRef } from '#src/modules/orders/contract.ts';

/**
 * Waves and picking. Ids are 64-bit numbers as text, times ISO 8601 in UTC, quantities units. A person sees of a wave the
 * orders of the accounts that they may see.
 */

const id = z.string().regex(/^\d{1,18}$/);
const instant = z.iso.datetime();
const words = (most: number) => z.array(z.string().trim().min(1).max(60)).max(most).default([]);
const ref = { accountId: z.string(), orderId: z.string() };

/** Which orders a wave takes: all that is named must be so; an empty list names nothing. */
export const waveRule = z.object({
  locationId: id,
  accounts: z.array(id).max(100).default([]),
  /** Carriers of the label that was bought, by name; an order without a label has none. */
  carriers: words(50),
  /** Speeds that the buyer paid for: STANDARD, EXPEDITED … */
  services: words(50),
  label: z.enum(['any', 'bought', 'none']).default('any'),
  /** When it must leave: `today` and `tomorrow` take what is late as well. */
  due: z.enum(['any', 'late', 'today', 'tomorrow']).default('any'),
  /** Beginnings of bin names, such as A-: every unit lies in one of these. */
  zones: words(50),
  lines: z.enum(['any', 'one-unit', 'one-line', 'several-lines']).default('any'),
  /** Units of an order at most. */
  mostUnits: z.int().min(1).max(100_000).nullable().default(null),
  /** Every unit of the order is sold under one of these. */
  skus: words(200),
  /** Also orders of which the location can give only a part now. */
  parts: z.boolean().default(false),
  mostOrders: z.int().min(1).max(500).default(50),
});
export type WaveRule = z.output<typeof waveRule>;

/** Why an order is left out or stands still: a key of the language file with its values. */
const why = z.object({ key: z.string(), values: z.record(z.string(), z.string()) });

export const wavePreview = z.object({
  orders: z.array(
    z.object({ ...ref, shipBy: instant.nullable(), service: z.string(), units: z.int(), lines: z.int(), labelled: z.boolean() }),
  ),
  units: z.int(),
  bins: z.int(),
  /** Orders that fit as well, beyond `mostOrders`. */
  more: z.int(),
  leftOut: z.array(z.object({ ...ref, why })),
});
export type WavePreview = z.infer<typeof wavePreview>;

export const waveBody = z.object({
  /** Made by whoever asks; the same twice makes one wave. */
  key: z.string().trim().min(8).max(100),
  /** Without it the wave is called after its day and number. */
  name: z.string().trim().max(60).default(''),
  rule: waveRule,
  /** Only these, as far as the rule takes them. */
  orders: z.array(orderRef).max(500).optional(),
  release: z.boolean().default(false),
});
export type WaveBody = z.output<typeof waveBody>;

const waveState = z.enum(['made', 'released', 'paused', 'finished', 'cancelled']);

const waveView = z.object({
  waveId: z.string(),
  name: z.string(),
  locationId: z.string(),
  location: z.string(),
  state: waveState,
  madeBy: z.string(),
  madeAt: instant,
  releasedAt: instant.nullable(),
  endedAt: instant.nullable(),
  orders: z.int(),
  /** Units that the wave is about; of them picked; short: not found, and not planned elsewhere. */
  units: z.int(),
  picked: z.int(),
  short: z.int(),
  /** Nearest deadline of its orders. */
  shipBy: instant.nullable(),
});
export type WaveView = z.infer<typeof waveView>;
export const waveList = z.object({ items: z.array(waveView) });

const waveOrder = z.object({
  ...ref,
  open: z.boolean(),
  tote: z.string().nullable(),
  shipBy: instant.nullable(),
  units: z.int(),
  picked: z.int(),
  short: z.int(),
  /** What stops it or asks a person; null: nothing. */
  block: guard.nullable(),
  /** The wave has it, no label is bought or being bought for it, and nothing forbids one. */
  needsLabel: z.boolean(),
});
export type WaveOrder = z.infer<typeof waveOrder>;
export const waveDetails = waveView.extend({ rule: waveRule, lines: z.array(waveOrder) });
export type WaveDetails = z.infer<typeof waveDetails>;

export const stateBody = z.object({ to: waveState });
export const ordersBody = z.object({ orders: z.array(orderRef).min(1).max(500) });

export const savedRule = z.object({ ruleId: z.string(), name: z.string(), rule: waveRule, changedBy: z.string(), changedAt: instant });
export type SavedRule = z.infer<typeof savedRule>;
export const ruleBody = z.object({ name: z.string().trim().min(1).max(60), rule: waveRule });

/** A place to walk to, with all that is still to be fetched there. */
const stop = z.object({
  binId: z.string(),
  bin: z.string(),
  /** Somebody else stood there a moment ago. */
  visitor: z.string().nullable(),
  products: z.array(
    z.object({
      productId: z.string(),
      code: z.string(),
      title: z.string(),
      imageUrl: z.string().nullable(),
      barcodes: z.array(z.string()),
      left: z.int(),
      /** Into which tote or for which order, in the order in which units are given. */
      to: z.array(z.object({ ...ref, tote: z.string().nullable(), left: z.int() })),
    }),
  ),
});
export type PickStop = z.infer<typeof stop>;

const putBack = z.object({
  ...ref,
  tote: z.string().nullable(),
  itemId: z.string(),
  productId: z.string(),
  code: z.string(),
  title: z.string(),
  /** Where it was fetched. */
  binId: z.string(),
  bin: z.string(),
  units: z.int(),
  block: guard.nullable(),
});
export type PutBack = z.infer<typeof putBack>;

export const pickView = z.object({
  wave: waveView,
  stops: z.array(stop),
  /** Orders that were stopped after the wave was made, and what of them still lies on shelves: leave it there. */
  leave: z.array(z.object({ ...ref, block: guard, units: z.int(), bins: z.array(z.string()) })),
  putBacks: z.array(putBack),
  orders: z.array(z.object({ ...ref, tote: z.string().nullable(), left: z.int(), picked: z.int() })),
  /** What the one who asks did last and may undo. */
  last: z.object({ kind: z.string(), units: z.int(), code: z.string(), bin: z.string() }).nullable(),
  /** Keys of the last units that the one who asks picked, missed or undid here: `stops` has them already. */
  done: z.array(z.string()),
});
export type PickView = z.infer<typeof pickView>;
export const putBackList = z.object({ items: z.array(putBack) });

export const shortReasons = ['not-found', 'too-few', 'damaged'] as const;

const made = {
  /** Made by the screen, new for each thing done: the same key twice counts once. */
  key: z.string().trim().min(8).max(100),
};
const units = z.int().min(1).max(100_000);
const only = orderRef.nullable().default(null);

/** What a picker does at a wave. */
export const pickDeed = z.discriminatedUnion('act', [
  /** Bin, product (barcode, number, SKU), tote or order id: the server finds out what it is. `binId`: where the picker stands. */
  z.object({
    ...made,
    act: z.literal('scan'),
    text: z.string().trim().min(1).max(200),
    binId: id.nullable().default(null),
    quantity: units.default(1),
    order: only,
  }),
  z.object({ ...made, act: z.literal('pick'), binId: id, productId: id, quantity: units, order: only }),
  /** `quantity` units are not there, or not fit to be sold; without it all that was to be fetched there. */
  z.object({
    ...made,
    act: z.literal('short'),
    binId: id,
    productId: id,
    quantity: units.optional(),
    reason: z.enum(shortReasons),
    order: only,
  }),
  z.object({ ...made, act: z.literal('tote'), code: z.string().trim().min(1).max(40), order: orderRef }),
  z.object({ ...made, act: z.literal('undo') }),
]);
export type PickDeed = z.output<typeof pickDeed>;

export const deedOutcome = z.object({
  /** False: it was refused, and `said` says why. Nothing was done then; the same key may be sent again. */
  ok: z.boolean(),
  /** The same was done before; nothing was done now. */
  repeated: z.boolean(),
  said: why,
  /** The bin the picker stands at after it. */
  binId: z.string().nullable(),
  /** Units by order: into which tote each goes. */
  picks: z.array(z.object({ ...ref, tote: z.string().nullable(), units: z.int() })),
});
export type DeedOutcome = z.infer<typeof deedOutcome>;

export const putBackBody = z.object({
  ...made,
  accountId: id,
  orderId: z.string().min(1).max(60),
  itemId: z.string().min(1).max(60),
  productId: id,
  binId: id,
  quantity: units,
});
export type PutBackBody = z.output<typeof putBackBody>;

export const toteView = z.object({
  code: z.string(),
  waveId: z.string(),
  wave: z.string(),
  orders: z.array(z.object(ref)),
  takenAt: instant,
});

/** One line of an order as picking knows it. */
const pickedItem = z.object({
  itemId: z.string(),
  productId: z.string(),
  sku: z.string(),
  code: z.string(),
  title: z.string(),
  /** Units that are neither shipped nor cancelled. A bundle counts by its parts. */
  wanted: z.int(),
  /** Of them: promised by a location, fetched and lying at the packing place, missed at the last look. */
  promised: z.int(),
  picked: z.int(),
  short: z.int(),
});

const pickProgress = z.enum(['none', 'waved', 'picking', 'picked', 'short', 'put-back']);
export type PickProgress = z.infer<typeof pickProgress>;

/** How far the picking of an order is. `short`: nothing more is to be fetched, and something is missing. */
const pickState = z.object({
  ...ref,
  progress: pickProgress,
  waveId: z.string().nullable(),
  wave: z.string().nullable(),
  tote: z.string().nullable(),
  /** When its first unit was fetched. */
  since: instant.nullable(),
  items: z.array(pickedItem),
});
export type PickStateView = z.infer<typeof pickState>;

/** What can be done where a part of an order cannot be fetched. */
export const restAdvice = z.object({
  state: pickState,
  status: z.string(),
  shipBy: instant.nullable(),
  /** Locations that promise units which are not fetched yet. */
  promisedBy: z.array(z.object({ locationId: z.string(), name: z.string(), units: z.int() })),
  /** Where the missing units lie free, and how many of them. */
  elsewhere: z.array(z.object({ locationId: z.string(), name: z.string(), units: z.int() })),
  /** Units that could leave now, and units that could not. */
  ready: z.int(),
  missing: z.int(),
  /** Amazon lets a seller cancel only what is not partly confirmed. */
  mayCancel: z.boolean(),
  cancelRequested: z.boolean(),
});
export type RestAdvice = z.infer<typeof restAdvice>;
/** `locationId`: the one that cannot give what it promised. */
export const elsewhereBody = z.object({ locationId: id });
