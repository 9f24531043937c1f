import { z } from 'zod';

/**
 * The packing station. Ids are 64-bit numbers as text, times ISO 8601 in UTC, weights whole grams, measures whole
 * millimetres, quantities units. `key` fields named `reason` are stable keys of the language file.
 */

const id = z.string().regex(/^\d{1,18}$/);
const instant = z.iso.datetime();
const text = (most: number) => z.string().trim().min(1).max(most);
const grams = z.int().min(1).max(100_000);
const millimetres = z.int().min(1).max(5_000);
const why = z.object({ key: z.string(), values: z.record(z.string(), z.string()) });

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

/** The session: one for each person at each station. */

export const openSession = z.object({ stationId: id });

/** Ways to a label at the end. `rules`: by the rules of labels; `later`: none now; without it: the setting. */
const finishLabel = z.enum(['rules', 'later']);

const made = {
  /** Made by the station, new for each thing done: the same key twice counts once. */
  key: text(80),
  /** One more than that of the thing done before; the session says which was the last. */
  seq: z.int().min(1),
  /** When it was done at the station. */
  at: instant.optional(),
};

/**
 * What is done at a station. Almost everything is a `scan`: the server finds out what the code is. The others are what buttons
 * do, in the same row, so that all of it waits in one queue while the network is away.
 */
export const packAct = z.discriminatedUnion('act', [
  /**
   * Order id of a slip, tote, product barcode, SKU, product number, box code, serial number, Transparency code, or one of
   * the commands UNDO, DONE, LATER, NEXT (finish this parcel, another follows), LEAVE, CANCEL. `quantity` is typed.
   */
  z.object({ ...made, act: z.literal('scan'), code: text(200), quantity: z.int().min(1).max(10_000).optional() }),
  /** Takes an order: one of the candidates, or from anywhere else. */
  z.object({ ...made, act: z.literal('open'), accountId: id, orderId: text(60) }),
  /** Units of an item by hand, without a scan; noted as such. `productId`: one part of a bundle. */
  z.object({
    ...made,
    act: z.literal('count'),
    itemId: text(60),
    productId: id.optional(),
    quantity: z.int().min(1).max(10_000),
  }),
  z.object({ ...made, act: z.literal('serial'), itemId: text(60), code: text(80) }),
  z.object({ ...made, act: z.literal('transparency'), itemId: text(60), code: text(80) }),
  /** Takes back the last thing done to the parcel that is open. */
  z.object({ ...made, act: z.literal('undo') }),
  /** Null: no box, `size` then says how large the parcel is. */
  z.object({
    ...made,
    act: z.literal('box'),
    boxId: id.nullable(),
    size: z.tuple([millimetres, millimetres, millimetres]).optional(),
  }),
  z.object({ ...made, act: z.literal('weight'), grams, source: z.enum(['scale', 'typed']) }),
  z.object({ ...made, act: z.literal('wrap'), on: z.boolean() }),
  /** Empty takes it away. */
  z.object({ ...made, act: z.literal('note'), text: z.string().trim().max(500) }),
  /** Ends the parcel. What was not packed waits for the next one. */
  z.object({ ...made, act: z.literal('finish'), label: finishLabel.optional() }),
  /** Lets the order go and keeps what was scanned. */
  z.object({ ...made, act: z.literal('leave') }),
  /** Lets the order go and forgets the open parcel: its items go back. */
  z.object({ ...made, act: z.literal('cancel') }),
]);
export type PackAct = z.infer<typeof packAct>;

/** POST /packing/sessions/:sessionId/acts. In the order of `seq`; what was taken in before is answered again, not done again. */
export const actsBody = z.object({ acts: z.array(packAct).min(1).max(200) });

/** What came of an act. Stable: pages and sounds hang on them. */
export const packOutcomes = {
  // Good
  opened: 'good',
  counted: 'good',
  itemComplete: 'good',
  orderComplete: 'good',
  partCounted: 'good',
  codeTaken: 'good',
  boxSet: 'good',
  weightSet: 'good',
  noted: 'good',
  undone: 'good',
  finished: 'good',
  left: 'good',
  cancelled: 'good',
  // Something is wanted before it goes on
  choose: 'ask',
  needsSerial: 'ask',
  needsTransparency: 'ask',
  weightDiffers: 'ask',
  heldByGuard: 'ask',
  unknownCode: 'ask',
  missing: 'ask',
  // Refused, nothing was counted
  wrongItem: 'bad',
  tooMany: 'bad',
  notNeeded: 'bad',
  badCode: 'bad',
  usedCode: 'bad',
  scanAgain: 'bad',
  tooHeavy: 'bad',
  stopped: 'bad',
  locked: 'bad',
  nothingOpen: 'bad',
  otherOpen: 'bad',
  nothingLeft: 'bad',
  nothingToUndo: 'bad',
  nothingPacked: 'bad',
  noSuchOrder: 'bad',
  noOrderWantsIt: 'bad',
  emptyTote: 'bad',
  unfinishedSet: 'bad',
} as const satisfies Record<string, 'good' | 'ask' | 'bad'>;
export type PackOutcome = keyof typeof packOutcomes;
const outcomeNames = Object.keys(packOutcomes) as [PackOutcome, ...PackOutcome[]];

export const actResult = z.object({
  key: z.string(),
  seq: z.int(),
  outcome: z.enum(outcomeNames),
  sound: z.enum(['good', 'ask', 'bad']),
  /** What the page says, as a key of the language file with its values: `packing.outcome.<outcome>` or nearer to the cause. */
  reason: why,
  /** What the code turned out to be; null for buttons. */
  meant: z.enum(['order', 'tote', 'product', 'sku', 'box', 'serial', 'transparency', 'command', 'unknown']).nullable(),
  /** What it was about, where it was about one. */
  itemId: z.string().nullable(),
  /** It had been taken in before; nothing was done now. */
  again: z.boolean(),
});
export type ActResult = z.infer<typeof actResult>;

/** What a person must know of an order; `ask` can be overridden, `stop` cannot, `need` says what must be brought. */
const guardView = z.object({
  key: z.string(),
  effect: z.enum(['stop', 'ask', 'need']),
  values: z.record(z.string(), z.string()),
  /** Somebody allowed it all the same. */
  override: z.object({ by: z.string(), reason: z.string(), at: instant }).nullable(),
});

const partView = z.object({
  productId: z.string(),
  code: z.string(),
  title: z.string(),
  imageUrl: z.string().nullable(),
  /** Of it in one unit of the item. */
  perUnit: z.int(),
  /** Scanned towards units of the open parcel that are not whole yet. */
  scanned: z.int(),
});

const itemView = z.object({
  itemId: z.string(),
  sku: z.string(),
  asin: z.string(),
  title: z.string(),
  imageUrl: z.string().nullable(),
  productId: z.string().nullable(),
  productCode: z.string().nullable(),
  barcodes: z.array(z.string()),
  /** Ordered less cancelled less shipped from elsewhere. */
  toPack: z.int(),
  /** In parcels that are finished. */
  packed: z.int(),
  /** In the parcel that is open. */
  inParcel: z.int(),
  left: z.int(),
  /** Units that picking brought; null where nobody picked. */
  picked: z.int().nullable(),
  /** What each unit needs a code for, and how many units of the open parcel have none yet. */
  needs: z.object({ serial: z.boolean(), transparency: z.boolean(), serialsMissing: z.int(), transparencyMissing: z.int() }),
  /** Of the open parcel. */
  serials: z.array(z.string()),
  transparencyCodes: z.array(z.string()),
  /** Of a bundle; empty for other products. */
  parts: z.array(partView),
  gift: z.boolean(),
  customised: z.boolean(),
});
export type PackItem = z.infer<typeof itemView>;

export const packParcel = z.object({
  accountId: z.string(),
  orderId: z.string(),
  parcelId: z.string(),
  /** The first parcel of the order is 1. */
  number: z.int(),
  state: z.enum(['packed', 'reopened']),
  items: z.array(
    z.object({
      itemId: z.string(),
      sku: z.string(),
      title: z.string(),
      quantity: z.int(),
      serials: z.array(z.string()),
      transparencyCodes: z.array(z.string()),
    }),
  ),
  box: z.string().nullable(),
  size: z.tuple([z.int(), z.int(), z.int()]).nullable(),
  grams: z.int().nullable(),
  expectedGrams: z.int().nullable(),
  /** Where the weight is from: expected means that nobody weighed it. */
  weightFrom: z.enum(['scale', 'typed', 'expected']).nullable(),
  giftWrapped: z.boolean(),
  note: z.string(),
  photos: z.array(z.object({ photoId: z.string(), at: instant, by: z.string(), type: z.string() })),
  overrides: z.array(z.object({ key: z.string(), reason: z.string(), by: z.string(), at: instant })),
  packedBy: z.string(),
  packedAt: instant,
  station: z.string(),
  reopened: z.object({ by: z.string(), at: instant }).nullable(),
  label: z.object({
    /**
     * later: none is asked for; wanted: rates are being asked for; choose: the rules left the choice to a person; asked,
     * buying, unsure, bought, voiding, voided, refused: as the label stands.
     */
    state: z.enum(['later', 'wanted', 'choose', 'asked', 'buying', 'unsure', 'bought', 'voiding', 'voided', 'refused']),
    labelId: z.string().nullable(),
    /** It was bought before the parcel was packed. */
    before: z.boolean(),
    reason: why.nullable(),
    carrier: z.string().nullable(),
    service: z.string().nullable(),
    tracking: z.string().nullable(),
    /** The file can be had from POST /labels/:accountId/print with this labelId. */
    printable: z.boolean(),
    /** How often it was printed. */
    printed: z.int(),
  }),
});
export type PackParcel = z.infer<typeof packParcel>;

const boxHint = z.object({ boxId: z.string(), name: z.string(), reason: z.enum(['usual', 'volume']) });

const orderView = z.object({
  accountId: z.string(),
  orderId: z.string(),
  marketplaceId: z.string(),
  status: z.string(),
  shipBy: instant.nullable(),
  deliverBy: instant.nullable(),
  serviceLevel: z.string(),
  programs: z.array(z.string()),
  /** Some item is a gift: its message is at GET /packing/orders/:accountId/:orderId/gift. */
  gift: z.boolean(),
  /** Whose it is. `mine` false: only looked at, and every act but leave is refused with `locked`. */
  lock: z.object({ mine: z.boolean(), by: z.string(), station: z.string(), at: instant }).nullable(),
  guards: z.array(guardView),
  /** A guard stops it, or asks and nobody has allowed it: nothing more is packed. */
  stopped: z.boolean(),
  /** What lies in the open parcel of a stopped order and goes back to its shelf. */
  putBack: z.array(z.object({ itemId: z.string(), sku: z.string(), title: z.string(), quantity: z.int() })),
  /** What should be known and stops nothing: not picked, no stock promised, parcels bought before. */
  warnings: z.array(why),
  tote: z.string().nullable(),
  items: z.array(itemView),
  /** The parcel that is open. */
  parcel: z.object({
    number: z.int(),
    boxId: z.string().nullable(),
    size: z.tuple([z.int(), z.int(), z.int()]).nullable(),
    grams: z.int().nullable(),
    weightFrom: z.enum(['scale', 'typed']).nullable(),
    expectedGrams: z.int().nullable(),
    /** null: nothing to compare; off: weigh again or override. */
    weight: z.enum(['fits', 'off', 'overridden']).nullable(),
    /** Weight that carriers bill for, by their published divisors. */
    billable: z.array(
      z.object({ carrier: z.string(), unit: z.enum(['lb', 'kg']), billable: z.number(), decidedBy: z.enum(['weight', 'volume']) }),
    ),
    boxes: z.array(boxHint),
    giftWrapped: z.boolean(),
    note: z.string(),
    photos: z.array(z.object({ photoId: z.string(), at: instant, by: z.string(), type: z.string() })),
    canUndo: z.boolean(),
    /** Why it cannot be finished yet; empty: it can. */
    missing: z.array(why),
  }),
  /** Parcels of the order that are finished, oldest first. */
  parcels: z.array(packParcel),
});
export type PackOrder = z.infer<typeof orderView>;

const candidate = z.object({
  accountId: z.string(),
  orderId: z.string(),
  shipBy: instant.nullable(),
  units: z.int(),
  /** Of the product that was scanned. */
  wanted: z.int(),
  picked: z.enum(['all', 'some', 'none']),
  allocated: z.boolean(),
  lockedBy: z.string().nullable(),
});
export type PackCandidate = z.infer<typeof candidate>;

/** The whole state of a station. Every answer of a session has it. */
export const stationState = z.object({
  sessionId: z.string(),
  station: packStation,
  person: z.string(),
  /** The last thing done that the server has. The next one has `seq` lastSeq + 1. */
  lastSeq: z.int(),
  now: instant,
  order: orderView.nullable(),
  /** Orders that hold what was scanned, fully picked first, then by deadline. The scanned item counts for the one opened. */
  candidates: z.array(candidate),
  candidatesFor: z.string().nullable(),
  /** A code that nothing is known by, while an order is open: it may be taught. */
  unknownCode: z.string().nullable(),
  /** The last parcels finished in this session, newest first, with how far their labels are. */
  recent: z.array(packParcel),
});
export type StationState = z.infer<typeof stationState>;

/** `results` in the order of the acts. Nothing of an act after one that was refused for its `seq` is done. */
export const actsAnswer = z.object({ results: z.array(actResult), state: stationState });
export type ActsAnswer = z.infer<typeof actsAnswer>;

/** POST /packing/sessions/:sessionId/take-over: takes an order from whoever has it. Noted in the audit and on the order. */
export const takeOverBody = z.object({ accountId: id, orderId: text(60) });

/**
 * POST /packing/sessions/:sessionId/override: allows guards that ask, or the weight as it was measured (key `packing.weight`).
 * By the person, who then needs floor.override, or by a supervisor beside them who gives e-mail address and password.
 */
export const overrideBody = z.object({
  keys: z.array(text(100)).min(1).max(20),
  reason: text(300),
  supervisor: z.object({ email: z.email().max(200), password: z.string().min(1).max(200) }).optional(),
});

/** POST /packing/sessions/:sessionId/teach: says which product an unknown barcode is. The station then scans it again. */
export const teachBody = z.object({ code: text(100), productId: id });

/** POST /packing/parcels/:accountId/:parcelId/label: what finishing left open. */
export const parcelLabelBody = z.discriminatedUnion('how', [
  /** Asks the rules, also again after a refusal. */
  z.object({ how: z.literal('rules') }),
  /** An offer of a quote of this order, asked for with the parcel's items and size (POST /orders/…/rates). */
  z.object({ how: z.literal('offer'), quoteId: id, offer: z.int().min(0).max(1000) }),
  /** A label of this order that is there already. */
  z.object({ how: z.literal('bought'), labelId: id }),
  /** One bought elsewhere. */
  z.object({ how: z.literal('own'), carrier: text(60), service: z.string().trim().max(100).default(''), tracking: text(60) }),
]);
export type ParcelLabelBody = z.infer<typeof parcelLabelBody>;

/** A photo's form has no fields, only the file: JPEG, PNG or WebP, up to 5 MB. */
export const photoFields = z.object({});

/** What buyers wrote and chose for gifts, by item. Reading it is logged. */
export const giftView = z.object({
  gifts: z.array(z.object({ itemId: z.string(), title: z.string(), message: z.string().nullable(), wrap: z.string().nullable() })),
});

/** What is kept of the packing of an order, for claims later. */
export const packEvidence = z.object({
  parcels: z.array(packParcel),
  acts: z.array(
    z.object({
      at: instant,
      /** The parcel; null: the one that is open. */
      number: z.int().nullable(),
      kind: z.enum(['unit', 'part', 'serial', 'transparency', 'box', 'weight', 'wrap', 'note', 'override']),
      by: z.string(),
      station: z.string(),
      itemId: z.string().nullable(),
      sku: z.string().nullable(),
      code: z.string(),
      quantity: z.int(),
      /** By hand, without a scan. */
      byHand: z.boolean(),
      undone: z.boolean(),
    }),
  ),
});
export type PackEvidence = z.infer<typeof packEvidence>;

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
