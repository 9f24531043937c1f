import type { AccountId } from '#src/kernel/ids.ts';

/** A parcel as the end of the day sees it. */
export type WaitingParcel = {
  accountId: AccountId;
  orderId: string;
  tracking: string;
  kind: 'buy_shipping' | 'amazon_shipping' | 'easypost' | 'shippo' | 'manual' | 'easy_ship';
  carrier: string;
  service: string;
  place: string;
  /** Since when it waits; null: its time has not come. */
  since: Date | null;
  premium: boolean;
  cancelled: boolean;
  cancelAsked: boolean;
  /** The manifest that it is on, or the errand that chose its slot. */
  listedOn: string | null;
  handedAt: Date | null;
};

/** One with a label that was bought. */
export type WaitingLabel = WaitingParcel & { labelId: string; kind: Exclude<WaitingParcel['kind'], 'easy_ship'>; since: Date };

/** One of Easy Ship, which takes no label of ours. */
export type EasyShipParcel = WaitingParcel & { labelId: null; kind: 'easy_ship'; slotFrom: Date | null };
