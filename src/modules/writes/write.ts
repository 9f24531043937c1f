import type { AccountId } from '#src/kernel/ids.ts';
import type { WriteState } from './states.ts';

export type PackagePayload = {
  marketplaceId: string;
  reference: string;
  carrierCode: string;
  carrierName?: string;
  shippingMethod?: string;
  trackingNumber: string;
  /** ISO 8601. */
  shipDate: string;
  items: { itemId: string; quantity: number; transparencyCodes?: string[] }[];
  /** Of an edit: what the package showed when the person changed it. Something else by then is somebody else's change. */
  before?: { trackingNumber: string | null; carrierCode: string | null };
};

export type CancelPayload = { marketplaceId: string; reason: string; itemIds: string[] };

export type WritePayload =
  | { kind: 'confirm'; payload: PackagePayload }
  | { kind: 'edit'; payload: PackagePayload }
  | { kind: 'cancel'; payload: CancelPayload };

/** What Amazon gave us to follow a write, and what it said against it. */
export type Receipt = {
  feedKey?: string;
  messageId?: number;
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
  items: { itemId: string; sku: string; quantity: number; shipped: number; cancelled: number; programs: string[] }[];
  packages: {
    reference: string;
    carrierCode: string | null;
    tracking: string | null;
    status: string;
    items: { itemId: string; quantity: number }[];
  }[];
};
