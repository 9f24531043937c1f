import type { AccountId } from '#src/kernel/ids.ts';
import type { Errand } from './ports.ts';
import type { ErrandState } from './states.ts';

export const ways = ['own', 'amazon_shipping', 'easypost', 'shippo', 'easy_ship'] as const;
/** Whom an errand is asked of; own: the desk does it itself. */
export type Way = (typeof ways)[number];
export type ErrandKind = Errand['kind'];

export type ErrandRow = {
  accountId: AccountId;
  errandId: string;
  kind: ErrandKind;
  way: Way;
  state: ErrandState;
  place: string;
  carrier: string;
  orderId: string | null;
  ofErrand: string | null;
  request: Record<string, unknown>;
  number: string | null;
  result: { facts?: Record<string, string>; handle?: Record<string, unknown> };
  reason: string | null;
  carrierCode: string | null;
  carrierMessage: string | null;
  requestKey: string;
  askedBy: string;
  askedAt: Date;
  nextAt: Date;
  attempts: number;
  looks: number;
  sentAt: Date | null;
  doneAt: Date | null;
  printed: number;
  hasFile: boolean;
};

/** The errand as its carrier gets it: the key is the same for every try. */
export const errandOf = ({ kind, request, accountId, errandId }: ErrandRow): Errand =>
  ({ ...request, kind, key: `waybill-${accountId}-${errandId}` }) as Errand;

/** The steps that a killed process may stop between; tests stop it there. */
export const errandSteps = ['errand.intended', 'errand.called', 'errand.recorded', 'errand.found'] as const;
export type ErrandStep = (typeof errandSteps)[number];
