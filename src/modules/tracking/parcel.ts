import type { AccountId } from '#src/kernel/ids.ts';
import type { ExceptionKind, Scan } from './facts.ts';
import type { ParcelFacts } from './rules.ts';

export type Parcel = ParcelFacts & {
  accountId: AccountId;
  parcelId: string;
  orderId: string;
  tracking: string;
  carrier: string;
  service: string;
  handle: Record<string, unknown>;
  exceptions: ExceptionKind[];
  problem: string | null;
  lookedAt: Date | null;
  lookAt: Date | null;
  nextAt: Date | null;
  ended: string | null;
  settledAt: Date | null;
  settledBy: string | null;
  settledNote: string | null;
};

export type HeardScan = Scan & { heardAt: Date };
