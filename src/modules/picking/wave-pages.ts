import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { type WaveDetails, type WaveView, waveRule } from './contract.ts';
import { sinceOf } from './site.ts';
import { blocksOf, keyOf } from './wave-choice.ts';
import { type WaveOrderRow, type WaveRow, waveOrderRows, waveRows } from './wave-views.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

export const viewOf = ({ rule: _rule, ...row }: WaveRow): WaveView => ({
  ...row,
  madeAt: row.madeAt.toISOString(),
  releasedAt: iso(row.releasedAt),
  endedAt: iso(row.endedAt),
  shipBy: iso(row.shipBy),
});

/** Waves with how far they are, newest first. */
export const wavesOf = async (db: Db, accounts: readonly AccountId[], open: boolean, limit: number): Promise<WaveView[]> =>
  (await waveRows(db, accounts, { open, limit })).map(viewOf);

/** One wave with its orders. Throws NOT_FOUND. */
export async function waveDetailsOf(db: Db, accounts: readonly AccountId[], waveId: string): Promise<WaveDetails> {
  const [row] = await waveRows(db, accounts, { waveId, limit: 1 });
  if (!row) throw new AppError('NOT_FOUND', `there is no wave ${waveId}`);
  const orders = await waveOrderRows(db, accounts, waveId);
  const open = orders.filter((order) => order.open);
  const blocks = await blocksOf(db, open, await sinceOf(db, open));
  const unlabelled = await labelWanting(db, row, orders);
  return {
    ...viewOf(row),
    rule: waveRule.parse(row.rule),
    lines: orders.map(({ position: _position, labelled: _labelled, ...order }) => ({
      ...order,
      shipBy: iso(order.shipBy),
      block: (order.open && blocks.get(keyOf(order))) || null,
      needsLabel: unlabelled.has(keyOf(order)),
    })),
  };
}

/** Orders of a wave, or of one that is finished, that may have a label and have none. A question is answered in the batch. */
async function labelWanting(db: Db, { state }: WaveRow, orders: readonly WaveOrderRow[]): Promise<Set<string>> {
  const unlabelled = orders.filter(({ open, labelled }) => !labelled && (open || state === 'finished'));
  const blocks = await blocksOf(db, unlabelled, undefined, 'label');
  return new Set(unlabelled.map(keyOf).filter((key) => blocks.get(key)?.effect !== 'stop'));
}
