import type { OrderFacts } from './facts.ts';
import type { KnownItem } from './known-order.ts';

/** An answer about one order that was understood, with the answer itself stripped of personal data. */
export type Received = { facts: OrderFacts; raw: unknown; requestId?: string };

/** One that was not: kept in quarantine. `personalRaw` is what was stripped; it is sealed. */
export type NotUnderstood = { orderId?: string; source: string; reason: string; detail: string; raw: unknown; personalRaw?: unknown };

/** Whether an answer changed anything here. */
export const isMoved = ({ outcome }: Taken): boolean => outcome === 'new' || outcome === 'changed';

/** What became of one order. */
export type Taken = {
  orderId: string;
  source: string;
  marketplaceId: string;
  purchasedAt: Date;
  outcome: 'new' | 'changed' | 'unchanged' | 'older';
  status: string;
  fulfilledBy: string;
  depth: 'skeleton' | 'full';
  shipBy: Date | null;
  updatedAt: Date;
  cancelRequested: boolean;
  /** A report or file shows a later change than the answer in full that is known: the rest of that change is not here. */
  behind: boolean;
  /** A notification told the newest of it: the change, and not all that goes with it, such as why it was cancelled. */
  noticed: boolean;
  /** Its items as they are now; none where the answer told nothing new. */
  items: readonly KnownItem[];
};
