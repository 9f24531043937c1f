import type { AccountId } from '#src/kernel/ids.ts';
import type { WriteState } from './states.ts';

export type Content = { itemId: string; quantity: number };

/** A package as Amazon shows it. */
export type Parcel = {
  reference: string;
  carrierCode: string | null;
  tracking: string | null;
  status: string;
  service: string | null;
  /** ISO 8601. */
  shipDate: string | null;
  items: Content[];
};

export type PackagePayload = {
  marketplaceId: string;
  reference: string;
  carrierCode: string;
  carrierName?: string;
  shippingMethod?: string;
  trackingNumber: string;
  /** ISO 8601. */
  shipDate: string;
  items: (Content & { transparencyCodes?: string[] })[];
  /** Of an edit: what the package showed when the person changed it. Something else by then is somebody else's change. */
  before?: Parcel;
};

export type CancelPayload = {
  marketplaceId: string;
  reason: string;
  itemIds: string[];
  /** Units of these items that were cancelled already when this was asked for. */
  cancelledBefore: number;
};

export type WritePayload =
  | { kind: 'confirm'; payload: PackagePayload }
  | { kind: 'edit'; payload: PackagePayload }
  | { kind: 'cancel'; payload: CancelPayload };

/** What Amazon gave us to follow a write, and what it said against it. */
export type Receipt = {
  feedKey?: string;
  messageId?: number;
  /** The feed was found in Amazon's list after a lost answer; it may be somebody else's. */
  found?: boolean;
  /** Since when it is unknown whether the file did anything (ISO 8601): read back, then sent again if nothing shows. */
  doubtSince?: string;
  /** Amazon refused it; believed after a read-back. */
  refusal?: { code: string; message: string };
  /** What was shown when it was read back. */
  shown?: Record<string, unknown>;
};

export type Write = WritePayload & {
  accountId: AccountId;
  writeId: string;
  orderId: string;
  state: WriteState;
  reason: string | null;
  amazonCode: string | null;
  amazonMessage: string | null;
  deadline: Date | null;
  askedBy: string;
  askedAt: Date;
  nextAt: Date;
  attempts: number;
  reads: number;
  sentAt: Date | null;
  acceptedAt: Date | null;
  verifiedAt: Date | null;
  receipt: Receipt;
};

/** What the rules need to know of an order; made from the tables in one query. */
export type OrderNow = {
  orderId: string;
  marketplaceId: string;
  status: string;
  fulfilledBy: string;
  depth: 'skeleton' | 'full';
  programs: string[];
  purchasedAt: Date;
  updatedAt: Date;
  shipBy: Date | null;
  cancelRequested: boolean;
  /** Since when the buyer asks to cancel. */
  cancelRequestedAt: Date | null;
  /** Set by a person. */
  hold: { at: string; by: string; reason: string } | null;
  addressChangedAt: Date | null;
  /** What Amazon says of the verification of regulated items; null while it has not been asked. */
  regulated: string | null;
  items: { itemId: string; sku: string; quantity: number; shipped: number; cancelled: number; programs: string[]; serials: boolean }[];
  packages: Parcel[];
  /** References of all our packages of this order, refused and withdrawn ones too: those may be tried again. */
  references: string[];
};
