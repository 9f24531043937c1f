import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TodayPage, TodayRow } from '#src/modules/today/contract.ts';
import { Button } from '../../components/button.tsx';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { startAction } from '../writes/action-store.ts';
import { useActionKeys } from '../writes/use-action-keys.ts';
import { useActionList } from '../writes/use-action-list.ts';
import { TodayLine } from './today-line.tsx';
import { rowKey, todayTarget } from './today-queries.ts';

/** What many orders at once are most often taken for, here. */
const inFront = ['label', 'slips', 'confirm', 'hold'] as const;

/** The orders with a heading where a band begins; worked by mouse or by keys: j and k go, x chooses, Enter opens. */
export function TodayList({ rows, locations }: { rows: readonly TodayRow[]; locations: TodayPage['locations'] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [active, setActive] = useState(-1);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const actionList = useActionList();
  const at = Math.min(active, rows.length - 1);
  const targets = useMemo(() => {
    const current = rows[at];
    const wanted = chosen.size > 0 ? rows.filter((row) => chosen.has(rowKey(row))) : current ? [current] : [];
    // An order that two locations ship is one order to the actions.
    return [...new Map(wanted.map((row) => [`${row.accountId}/${row.orderId}`, todayTarget(row)])).values()];
  }, [rows, chosen, at]);
  useActionKeys(targets);
  const toggle = (row: TodayRow) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(rowKey(row))) next.add(rowKey(row));
      return next;
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
    x: () => rows[at] && toggle(rows[at]),
    Escape: () => (chosen.size > 0 ? setChosen(new Set()) : false),
    Enter: () => {
      const row = rows[at];
      return row ? navigate({ to: '/orders/$accountId/$orderId', params: row }) : false;
    },
  });
  return (
    <div className="card overflow-hidden">
      {chosen.size > 0 && (
        <div
          role="toolbar"
          aria-label={t('grid.chosenActions')}
          className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b bg-accent-wash px-4 py-2"
        >
          <span className="flex-1 font-medium text-accent" aria-live="polite">
            {t('grid.chosen', { count: targets.length })}
          </span>
          {actionList
            .filter(({ kind }) => (inFront as readonly string[]).includes(kind))
            .map(({ kind, icon: Icon, hotkey }) => (
              <Button key={kind} small title={hotkey} onClick={() => startAction(kind, targets)}>
                <Icon aria-hidden size={14} />
                {t(`actions.${kind}.short`)}
              </Button>
            ))}
          <Button small kind="quiet" onClick={() => setChosen(new Set())}>
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
            onToggle={() => toggle(row)}
          />
        ))}
      </ul>
    </div>
  );
}
