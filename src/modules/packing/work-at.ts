import type { Clock } from '#src/kernel/clock.ts';
import type { LabelsDeps } from '#src/modules/labels/index.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { ActResult, PackBox, PackOutcome, PackSettings } from './contract.ts';
import { packOutcomes } from './contract.ts';
import type { OrderNow } from './order-now.ts';
import type { Why } from './parcel-check.ts';
import type { SessionRow } from './station-views.ts';
import type { SessionChange } from './store.ts';

/** Steps that a killed process may stop between; tests stop it there. */
export type PackStep = 'parcel.rated' | 'parcel.asked';

export type PackingDeps = {
  database: Database;
  clock: Clock;
  sealing: Sealing;
  labels: LabelsDeps;
  onStep?: ((step: PackStep) => void) | undefined;
};

/** What work at a station needs of them. */
export type StationDeps = Pick<PackingDeps, 'database' | 'clock'>;

/** Who packs; `accounts` are those whose orders they see. */
export type Packer = { id: string; name: string; accounts: readonly string[] };

/** One thing done at a station: the transaction it happens in, and what of the session it changes. */
export type Work = {
  tx: Tx;
  now: Date;
  session: SessionRow;
  /** As the session will be; changed by what is done. */
  next: SessionChange;
  settings: PackSettings;
  boxes: readonly PackBox[];
  /** The order at hand, where this session has it. */
  order: OrderNow | undefined;
};

export type Outcome = Pick<ActResult, 'outcome' | 'reason' | 'meant' | 'itemId'>;

/** What came of it, in the words of the outcome itself unless there are nearer ones. */
export const outcomeOf = (
  outcome: PackOutcome,
  {
    values = {},
    key,
    itemId = null,
    meant = null,
  }: { values?: Record<string, string>; key?: string; itemId?: string | null; meant?: Outcome['meant'] } = {},
): Outcome => ({ outcome, reason: { key: key ?? `packing.outcome.${outcome}`, values }, meant, itemId });

/** An outcome whose reason somebody else knows better: a guard, something missing. */
export const because = (outcome: PackOutcome, { key, values }: Why): Outcome => outcomeOf(outcome, { key, values });

export const soundOf = (outcome: PackOutcome): ActResult['sound'] => packOutcomes[outcome];

export const isGood = ({ outcome }: Outcome): boolean => packOutcomes[outcome] === 'good';

/** Locks that were not touched since then are free. */
export const freeBefore = (now: Date, { lockMinutes }: PackSettings): Date => new Date(now.getTime() - lockMinutes * 60_000);
