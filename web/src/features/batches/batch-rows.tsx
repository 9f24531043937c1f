import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchRow, BatchView } from '#src/modules/batches/contract.ts';
import { Button } from '../../components/button.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { BatchLine } from './batch-line.tsx';
import { outcomeOf } from './batch-words.ts';
import { ChangeDialog } from './change-dialog.tsx';

const rank = { failed: 0, warning: 1, skip: 2, will: 3, done: 4 } as const;
const shows = ['all', 'failed', 'warning', 'skip', 'will', 'done'] as const;
type Show = (typeof shows)[number];

const keyOf = ({ accountId, orderId }: BatchRow) => `${accountId}/${orderId}`;
const mayChange = ({ phase }: BatchRow) => phase === 'waiting' || phase === 'ready' || phase === 'skipped' || phase === 'refused';

/** The orders of a batch: what needs a look comes first. Rows that are not bought can be chosen and changed together. */
export function BatchRows({ batch, rows }: { batch: BatchView; rows: readonly BatchRow[] }) {
  const { t } = useTranslation();
  const [show, setShow] = useState<Show>('all');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [changing, setChanging] = useState<readonly BatchRow[] | null>(null);
  const sorted = rows.map((row) => ({ row, outcome: outcomeOf(row) })).toSorted((a, b) => rank[a.outcome] - rank[b.outcome]);
  const count = (outcome: Show) => sorted.filter((each) => outcome === 'all' || each.outcome === outcome).length;
  const shown = sorted.filter(({ outcome }) => show === 'all' || outcome === show).map(({ row }) => row);
  const open = batch.state === 'cancelled' ? [] : shown.filter(mayChange);
  const picked = rows.filter((row) => chosen.has(keyOf(row)) && mayChange(row));
  const toggle = (row: BatchRow) => {
    const next = new Set(chosen);
    if (!next.delete(keyOf(row))) next.add(keyOf(row));
    setChosen(next);
  };
  const allPicked = open.length > 0 && open.every((row) => chosen.has(keyOf(row)));
  return (
    <section aria-label={t('batches.rows')} className="flex flex-col gap-3">
      <div className="flex min-h-9 flex-wrap items-center gap-3">
        <Segmented
          label={t('batches.show')}
          value={show}
          options={shows
            .filter((value) => value === 'all' || value === show || count(value) > 0)
            .map((value) => ({ value, label: `${t(`batches.shows.${value}`)} ${count(value)}` }))}
          onChange={setShow}
        />
        <span className="flex-1" />
        {picked.length > 0 && (
          <Button small onClick={() => setChanging(picked)}>
            <Pencil aria-hidden size={13} />
            {t('batches.change', { count: picked.length })}
          </Button>
        )}
      </div>
      <div className="card overflow-hidden">
        {open.length > 0 && (
          <label className="flex items-center gap-3 border-b bg-sunken px-4 py-1.5 text-xs text-soft">
            <TickBox
              label={t('batches.chooseAll')}
              checked={allPicked}
              some={picked.length > 0}
              onToggle={() => setChosen(allPicked ? new Set() : new Set(open.map(keyOf)))}
            />
            {picked.length > 0 ? t('batches.chosen', { count: picked.length }) : t('batches.chooseAll')}
          </label>
        )}
        <ul className="divide-y">
          {shown.map((row) => (
            <BatchLine
              key={keyOf(row)}
              row={row}
              chosen={chosen.has(keyOf(row))}
              onToggle={batch.state !== 'cancelled' && mayChange(row) ? () => toggle(row) : undefined}
              onChange={batch.state !== 'cancelled' && mayChange(row) ? () => setChanging([row]) : undefined}
            />
          ))}
        </ul>
      </div>
      {changing && <ChangeDialog batchId={batch.batchId} rows={changing} onClose={() => setChanging(null)} />}
    </section>
  );
}
