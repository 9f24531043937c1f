import type { WriteRequest, WriteResult } from '#src/modules/writes/contract.ts';
import { textOr } from '../../lib/language.ts';
import type { OutcomeRow } from './outcome-list.tsx';
import { refusalText } from './refusal-text.ts';
import type { PlacedWrite, Progress } from './write-queries.ts';

/** The desk's reason (a key and its values) in the person's language. */
export const reasonText = ({ key, values }: { key: string; values: Record<string, string> }): string =>
  textOr(key, key.split('.').at(-1) ?? key, values);

type Row = { accountId: string; orderId: string };

/** The same request without some orders; `null` when nothing is left. */
export function withoutOrders(request: WriteRequest, left: readonly Row[]): WriteRequest | null {
  const out = new Set(left.map(({ accountId, orderId }) => `${accountId}/${orderId}`));
  const kept = <T extends Row>(list: readonly T[]) => list.filter(({ accountId, orderId }) => !out.has(`${accountId}/${orderId}`));
  const next =
    request.action === 'cancel'
      ? { ...request, orders: kept(request.orders) }
      : request.action === 'edit'
        ? { ...request, packages: kept(request.packages) }
        : { ...request, packages: kept(request.packages) };
  return (next.action === 'cancel' ? next.orders : next.packages).length > 0 ? next : null;
}

/** What became of each row so far. A write that is neither open nor refused has been verified (or taken back). */
export function resultRows(result: WriteResult, progress: Progress | undefined): OutcomeRow[] {
  return result.rows.map((row, index) => {
    const base = { key: `${row.orderId} ${index}`, orderId: row.orderId };
    if (row.writeId === null) return { ...base, outcome: 'skip', text: reasonText(row.reason) };
    const same = (write: PlacedWrite) => write.writeId === row.writeId && write.accountId === row.accountId;
    const refused = progress?.rejected.find(same);
    if (refused) return { ...base, outcome: 'failed', text: refusalText(refused) };
    const state = progress === undefined ? 'queued' : (progress.open.find(same)?.state ?? 'verified');
    return {
      ...base,
      outcome: state === 'verified' ? 'done' : 'will',
      text: textOr(`writes.states.${state}`, state),
      about: reasonText(row.reason),
    };
  });
}
