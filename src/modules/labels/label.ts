import type { AccountId } from '#src/kernel/ids.ts';
import type { Money } from '#src/kernel/money.ts';
import type { Why } from './choice-rules.ts';
import type { Carrier, Offer, Receipt, Refund, Wish } from './ports.ts';
import type { LabelState } from './states.ts';

export const carrierKinds = ['buy_shipping', 'amazon_shipping', 'easypost', 'shippo'] as const;
/** With whom labels are bought. */
export type CarrierKind = (typeof carrierKinds)[number];
/** manual: the seller has bought it elsewhere. */
export type LabelKind = CarrierKind | 'manual';

export type QuotedOffer = Offer & { kind: CarrierKind };

export type Label = {
  accountId: AccountId;
  labelId: string;
  orderId: string;
  requestKey: string;
  kind: LabelKind;
  state: LabelState;
  reason: string | null;
  carrierCode: string | null;
  carrierMessage: string | null;
  wish: Wish;
  offer: Offer;
  rule: string | null;
  why: Why[];
  knownTracking: string[];
  price: Money;
  tracking: string | null;
  receipt: Receipt | null;
  refund: Refund;
  confirmation: 'carrier' | 'wanted' | 'asked';
  askedBy: string;
  askedAt: Date;
  nextAt: Date;
  attempts: number;
  looks: number;
  sentAt: Date | null;
  boughtAt: Date | null;
  voidedAt: Date | null;
  printed: number;
  hasFile: boolean;
  /** Forms for customs that came with it. */
  forms: number;
};

export type ConnectedCarrier = { kind: CarrierKind; carrier: Carrier };

/** The steps that a killed process may stop between; tests stop it there. */
export const labelSteps = ['label.intended', 'label.called', 'label.recorded', 'label.found', 'void.called', 'void.recorded'] as const;
export type LabelStep = (typeof labelSteps)[number];
