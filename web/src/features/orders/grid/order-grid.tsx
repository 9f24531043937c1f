import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '#src/modules/search/contract.ts';
import { Skeleton } from '../../../components/skeleton.tsx';
import { classes } from '../../../lib/classes.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import type { Selection } from '../../../lib/selection.ts';
import { useNarrow } from '../../../lib/use-narrow.ts';
import { orderKey } from '../order-key.ts';
import type { Sort } from '../order-queries.ts';
import { type ColumnLayout, movedTo } from './column-layout.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { cardHeight, rowHeights, tickWidth } from './grid-style.ts';
import { OrderCard } from './order-card.tsx';
import { drawnColumns, useGridColumns } from './use-grid-columns.ts';

export type GridHandle = {
  atTop: () => boolean;
  pointed: () => boolean;
  toTop: () => void;
  show: (index: number) => void;
  focus: () => void;
};

type Props = {
  rows: readonly OrderRow[];
  handle: RefObject<GridHandle | null>;
  layout: ColumnLayout;
  setLayout: (next: ColumnLayout) => void;
  tab: string;
  sort: Sort;
  onSort: (sort: Sort) => void;
  active: number;
  selection: Selection<OrderRow>;
  onOpen: (index: number) => void;
  onTick: (index: number, shift: boolean) => void;
  onToggleAll: () => void;
  more: boolean;
  loading: boolean;
  onMore: () => void;
  old: boolean;
};

const rowId = (index: number) => `order-row-${index}`;

/** The list itself: a table of virtual rows, or cards on a narrow screen. */
export function OrderGrid(props: Props) {
  const { rows, handle, layout, setLayout, tab, active, selection, more, loading, onMore } = props;
  const { t } = useTranslation();
  const { density } = usePreferences();
  const narrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const table = useGridColumns(layout, setLayout);
  const columns = useMemo(() => (layout ? drawnColumns(table) : []), [table, layout]);
  const height = narrow ? cardHeight : rowHeights[density];
  const headHeight = narrow ? 8 : 36;
  const virtual = useVirtualizer({
    count: rows.length + (more ? 3 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: 0,
    scrollPaddingStart: headHeight,
  });
  useEffect(() => {
    virtual.measure();
  }, [virtual, height]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !loading && last >= rows.length - 30) onMore();
  }, [more, loading, last, rows.length, onMore]);

  useImperativeHandle(handle, () => ({
    atTop: () => (scroller.current?.scrollTop ?? 0) < 4,
    pointed: () => scroller.current?.matches(':hover') ?? false,
    toTop: () => scroller.current?.scrollTo({ top: 0 }),
    show: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));

  const width = tickWidth + columns.reduce((total, column) => total + column.width, 0);
  const all = rows.length > 0 && rows.every((row) => selection.chosen.has(orderKey(row)));
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t('nav.orders')}
      aria-rowcount={more ? -1 : rows.length + 1}
      aria-multiselectable
      aria-activedescendant={active >= 0 ? rowId(active) : undefined}
      aria-busy={loading}
      tabIndex={0}
      className={classes(
        'quiet-scroll relative min-h-0 flex-1 overflow-auto focus-visible:outline-offset-[-2px]',
        props.old && 'opacity-60 transition-opacity',
      )}
    >
      <div style={narrow ? {} : { width, minWidth: '100%' }}>
        {!narrow && (
          <GridHead
            table={table}
            columns={columns}
            sort={props.sort}
            onSort={props.onSort}
            onMove={(id, target) => setLayout(movedTo(layout, id, target))}
            all={all}
            some={selection.chosen.size > 0}
            onToggleAll={props.onToggleAll}
          />
        )}
        <div className="relative" style={{ height: virtual.getTotalSize() + (narrow ? 8 : 0) }}>
          {items.map(({ index, start, size }) => {
            const row = rows[index];
            const common = { id: rowId(index), index, active: index === active, tab, onOpen: props.onOpen, onTick: props.onTick };
            return (
              <div
                key={row ? orderKey(row) : `more-${index}`}
                className="absolute inset-x-0 top-0"
                style={{ height: size, transform: `translateY(${start + (narrow ? 8 : 0)}px)` }}
              >
                {!row && <Waiting />}
                {row && narrow && <OrderCard {...common} row={row} selected={selection.chosen.has(orderKey(row))} />}
                {row && !narrow && (
                  <GridRow
                    {...common}
                    row={row}
                    columns={columns}
                    compact={density === 'compact'}
                    selected={selection.chosen.has(orderKey(row))}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const Waiting = () => (
  <div className="flex h-full items-center gap-6 border-b bg-surface px-4">
    <Skeleton className="size-4" />
    <Skeleton className="h-4 w-40" />
    <Skeleton className="h-4 w-24" />
    <Skeleton className="h-4 flex-1" />
  </div>
);
