/** Where parcels leave from: the seller's own address. */
export type ShipFrom = {
  name: string;
  company?: string;
  lines: string[];
  city: string;
  region?: string;
  postalCode: string;
  country: string;
  phone?: string;
  email?: string;
};

/** A label as the carrier that sold it knows it. */
export type ListedLabel = { labelId: string; tracking: string; shipmentId: string; handle: Record<string, unknown> };

/** When and how a parcel of Easy Ship is handed over; times are ISO 8601, null where Amazon gives none. */
export type Slot = { slotId: string; from: string | null; to: string | null; method: string };
/** Outer measures in centimetres, gross weight in grams. */
export type SlotParcel = { length: number; width: number; height: number; weight: number };

type Slotted = { orderId: string; marketplaceId: string; slot: Slot };
/** What a carrier is asked. `key` is the same for every try of the same errand. */
export type Errand = { key: string } & (
  | { kind: 'manifest'; carrier: string; from: ShipFrom; labels: ListedLabel[]; day: string }
  | { kind: 'pickup'; carrier: string; from: ShipFrom; labels: ListedLabel[]; window: { from: string; to: string }; note: string }
  | { kind: 'pickup_cancel'; number: string; handle: Record<string, unknown> }
  | ({ kind: 'slot'; format: 'PDF' | 'ZPL' } & Slotted)
  | ({ kind: 'slot_change'; packageId: string } & Slotted)
);

export type DocumentFile = { type: string; bytes: Uint8Array };
/** `facts`: what is shown of it (confirmation, window, cost), and `handle` what the carrier needs to find it again. */
export type ErrandResult = {
  number: string | null;
  facts: Record<string, string>;
  handle: Record<string, unknown>;
  file: DocumentFile | null;
};

/** taken: the carrier has it and is not done, or it has to be read back. unknown: it was sent and the answer was lost. */
export type Sent =
  | { kind: 'done'; result: ErrandResult }
  | { kind: 'taken'; result: ErrandResult }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'unknown'; why: string };

export type Found =
  | { kind: 'done'; result: ErrandResult }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'none' }
  | { kind: 'unclear' };

/** What was known of an errand when it was sent. */
export type Memory = { sentAt: Date; handle: Record<string, unknown> };

/**
 * Does errands at one carrier. Whatever throws (AppError) has certainly done nothing: no quota (AMAZON_THROTTLED with
 * `data.nextAt`), no connection, refused credentials, read-only. It may be tried again.
 */
export type Messenger = {
  /** So long after a lost answer "it is not there" is not yet believed. */
  settlesMs: number;
  send(errand: Errand): Promise<Sent>;
  /** After a lost answer, or to read it back. unclear: the carrier does not tell; a person has to. */
  find(errand: Errand, memory: Memory): Promise<Found>;
  /** The document again; null where the carrier has none. */
  file(errand: Errand, handle: Record<string, unknown>): Promise<DocumentFile | null>;
};

/** Asks Amazon when a parcel of Easy Ship may be handed over. Throws AppErrors as reads of Amazon do. */
export type ListSlots = (question: { orderId: string; marketplaceId: string; parcel: SlotParcel }) => Promise<Slot[]>;
