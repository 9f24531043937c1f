import type { AccountId } from '#src/kernel/ids.ts';

/** A bought label as the end of the day sees it. */
export type WaitingLabel = {
  accountId: AccountId;
  labelId: string;
  orderId: string;
  tracking: string;
  kind: 'buy_shipping' | 'amazon_shipping' | 'easypost' | 'shippo' | 'manual';
  carrier: string;
  service: string;
  place: string;
  boughtAt: Date;
  premium: boolean;
  cancelled: boolean;
  cancelAsked: boolean;
  /** The manifest that it is on. */
  listedOn: string | null;
  handedAt: Date | null;
};
