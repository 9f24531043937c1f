import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TodayPage, TodayRow } from '#src/modules/today/contract.ts';
import { Button } from '../../components/button.tsx';
import { noSelection, renewed, type Selection, selectionLimit, toggle, togglePage } from '../../lib/selection.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { startAction } from '../writes/action-store.ts';
import { useActionKeys } from '../writes/use-action-keys.ts';
import { useActionList } from '../writes/use-action-list.ts';
import { TodayLine } from './today-line.tsx';
import { rowKey, todayTarget } from './today-queries.ts';

/** What many orders at once are most often taken for, here. */
const inFront = ['label', 'slips', 'confirm', 'hold'] as const;

type Props = {
  rows: readonly TodayRow[];
  /** How many there are in all, and a way to have more of them. */
  total: number;
  onMore: () => Promise<readonly TodayRow[]>;
  locations: TodayPage['locations'];
};

const keyed = (rows: readonly TodayRow[]) => rows.map((item) => ({ key: rowKey(item), item }));

/** The orders with a heading where a band begins; worked by mouse or by keys: j and k go, x chooses, Enter opens. */
export function TodayList({ rows, total, onMore, locations }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [active, setActive] = useState(-1);
  const [{ chosen }, setSelection] = useState<Selection<TodayRow>>(noSelection);
  const actionList = useActionList();
  const at = Math.min(active, rows.length - 1);
  useEffect(() => setSelection((before) => renewed(before, keyed(rows))), [rows]);
  const targets = useMemo(() => {
    const current = rows[at];
    const wanted = chosen.size > 0 ? [...chosen.values()] : current ? [current] : [];
    // An order that two locations ship is one order to the actions.
    return [...new Map(wanted.map((row) => [`${row.accountId}/${row.orderId}`, todayTarget(row)])).values()];
  }, [rows, chosen, at]);
  useActionKeys(targets, 'today');
  const tick = (item: TodayRow) => setSelection((before) => toggle(before, { key: rowKey(item), item }));
  const clear = () => setSelection(noSelection);
  const all = useMutation({
    mutationFn: onMore,
    onSuccess: (found) => setSelection(togglePage(noSelection, keyed(found))),
  });
  const go = (to: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    setActive(index);
    document.getElementById(`today-${index}`)?.scrollIntoView({ block: 'nearest' });
  };
  useHotkeys({
    j: () => go(at + 1),
    ArrowDown: () => go(at + 1),
    k: () => go(at - 1),
    ArrowUp: () => go(at - 1),
    x: () => rows[at] && tick(rows[at]),
    Escape: () => (chosen.size > 0 ? clear() : false),
    Enter: () => {
      const row = rows[at];
      return row ? navigate({ to: '/orders/$accountId/$orderId', params: row }) : false;
    },
  });
  return (
    <div className="card overflow-clip">
      {chosen.size > 0 && (
        <div
          role="toolbar"
          aria-label={t('grid.chosenActions')}
          className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b bg-accent-wash px-4 py-2"
        >
          <span className="flex-1 font-medium text-accent" aria-live="polite">
            {t('grid.chosen', { count: targets.length })}
          </span>
          {chosen.size < Math.min(total, selectionLimit) && (
            <Button small kind="quiet" busy={all.isPending} onClick={() => all.mutate()}>
              {total > selectionLimit ? t('grid.selectUpTo', { count: selectionLimit }) : t('grid.selectAll', { count: total })}
            </Button>
          )}
          {actionList
            .filter(({ kind }) => (inFront as readonly string[]).includes(kind))
            .map(({ kind, icon: Icon, hotkey }) => (
              <Button key={kind} small title={hotkey} onClick={() => startAction(kind, targets, 'today')}>
                <Icon aria-hidden size={14} />
                {t(`actions.${kind}.short`)}
              </Button>
            ))}
          <Button small kind="quiet" onClick={clear}>
            {t('grid.clearSelection')}
          </Button>
        </div>
      )}
      <ul className="divide-y">
        {rows.map((row, index) => (
          <TodayLine
            key={rowKey(row)}
            index={index}
            row={row}
            heading={rows[index - 1]?.band === row.band ? undefined : row.band}
            location={locations.find(({ locationId }) => locationId === row.locationId)}
            fallback={locations.find(({ active: inUse }) => inUse) ?? locations[0]}
            active={index === at}
            chosen={chosen.has(rowKey(row))}
            onToggle={() => tick(row)}
          />
        ))}
      </ul>
    </div>
  );
}
