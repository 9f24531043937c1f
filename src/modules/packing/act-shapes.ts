import { z } from 'zod';
import { grams, id, instant, millimetres, text, why } from './shapes.ts';

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
