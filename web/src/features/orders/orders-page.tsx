import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Inbox, RotateCw } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseSearch } from '../../app/search-params.ts';
import { Button, buttonLook, IconButton } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { usePageTitle } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { askedFor } from '../completeness/asked-for.ts';
import { useActionKeys } from '../writes/use-action-keys.ts';
import { ColumnPanel } from './column-panel.tsx';
import { ExportMenu } from './export-menu.tsx';
import { useColumnLayout } from './grid/column-layout.ts';
import { type GridHandle, OrderGrid } from './grid/order-grid.tsx';
import { orderKey, orderOfKey } from './order-key.ts';
import { rowsOf } from './order-pages.ts';
import { countsQuery, orderPagesQuery, type Tab } from './order-queries.ts';
import { OrderTabs } from './order-tabs.tsx';
import { SearchBox } from './search/search-box.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { SidePanel } from './side-panel.tsx';
import { useGridSelection } from './use-grid-selection.ts';
import { useGridState } from './use-grid-state.ts';
import { useLiveRows } from './use-live-rows.ts';
import { useView, ViewMenu } from './view-menu.tsx';

const inPanel = ({ target }: KeyboardEvent) => target instanceof Element && target.closest('aside') !== null;

/** Manage Orders: tabs, search, the list, and the order in front of it. */
export function OrdersPage() {
  const { t } = useTranslation();
  const state = useGridState();
  const { filter, open } = state;
  const navigate = useNavigate();
  const grid = useRef<GridHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const view = useView(state.view);
  const columns = useColumnLayout(view?.id, view?.columns);
  usePageTitle(view?.name ?? t(`tabs.${filter.tab}`));

  const pages = useInfiniteQuery({ ...orderPagesQuery(filter), placeholderData: (before) => before });
  const { fetchNextPage } = pages;
  const rows = useMemo(() => rowsOf(pages.data), [pages.data]);
  const counts = useQuery(countsQuery(filter.account)).data;
  const selection = useGridSelection(filter, rows);

  const [activeKey, setActiveKey] = useState<string | null>(open ?? null);
  const active = useMemo(() => (activeKey === null ? -1 : rows.findIndex((row) => orderKey(row) === activeKey)), [rows, activeKey]);
  useEffect(() => {
    if (open !== undefined) setActiveKey(open);
  }, [open]);
  useEffect(() => {
    if (filter) grid.current?.toTop();
  }, [filter]);

  const isQuiet = () =>
    selection.chosen.length === 0 &&
    activeKey === null &&
    open === undefined &&
    !grid.current?.pointed() &&
    (grid.current?.atTop() ?? true);
  const { newCount, showNew, reload } = useLiveRows(filter, isQuiet);

  const targets = useMemo(() => {
    const row = rows[active];
    return selection.chosen.length > 0 ? selection.chosen : row ? [row] : [];
  }, [selection.chosen, rows, active]);
  useActionKeys(targets);

  const goTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setActiveKey(orderKey(row));
    grid.current?.show(rows.indexOf(row));
    if (open !== undefined) state.setOpen(orderKey(row));
  };
  const { setOpen } = state;
  const openRow = useCallback(
    (index: number) => {
      const row = rows[index];
      if (!row) return;
      setActiveKey(orderKey(row));
      setOpen(orderKey(row));
    },
    [rows, setOpen],
  );
  const { tick: choose } = selection;
  const tick = useCallback(
    (index: number, range: boolean) => {
      const row = rows[index];
      if (row) setActiveKey(orderKey(row));
      choose(index, range);
    },
    [rows, choose],
  );
  const down = () => goTo(active + 1);
  const up = () => goTo(active <= 0 ? 0 : active - 1);
  // In the side panel these keys scroll, as everywhere.
  useHotkeys({
    j: down,
    k: up,
    ArrowDown: (event) => !inPanel(event) && down(),
    ArrowUp: (event) => !inPanel(event) && up(),
    PageDown: (event) => !inPanel(event) && goTo(active + 10),
    PageUp: (event) => !inPanel(event) && goTo(active - 10),
    Home: (event) => !inPanel(event) && goTo(0),
    End: (event) => !inPanel(event) && goTo(rows.length - 1),
    x: () => selection.tick(active, false),
    X: () => tick(active, true),
    'mod+a': selection.toggleLoaded,
    Enter: (event) => !inPanel(event) && openRow(active),
    o: () => {
      const row = rows[active];
      if (row) void navigate({ to: '/orders/$accountId/$orderId', params: row });
    },
    Escape: () => {
      if (open !== undefined) state.setOpen(undefined);
      else if (selection.chosen.length > 0) selection.clear();
      else setActiveKey(null);
    },
    '/': () => field.current?.focus(),
    r: reload,
  });

  const more = pages.hasNextPage;
  const onMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const panelOrder = orderOfKey(open);
  const matching = filter.q === '' ? counts?.[filter.tab] : more ? undefined : rows.length;
  return (
    <div className="flex h-full">
      <section aria-label={t('nav.orders')} className="flex min-w-0 flex-1 flex-col">
        <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-1 sm:px-5">
          <h1 className="sr-only">{view?.name ?? t('nav.orders')}</h1>
          <SearchBox query={filter.q} onQuery={state.setQuery} field={field} onLeave={() => grid.current?.focus()} />
          <ViewMenu
            view={view}
            filter={filter}
            columns={columns}
            onView={state.setView}
            onRevert={(query) => void navigate({ to: '/orders', search: { ...parseSearch(query), view: view?.id } })}
          />
          <span className="hidden sm:block">
            <IconButton kind="plain" label={t('grid.reload')} onClick={reload}>
              <RotateCw size={15} className={pages.isRefetching && !pages.isFetchingNextPage ? 'animate-spin' : ''} />
            </IconButton>
          </span>
          <ExportMenu filter={filter} />
          <span className="hidden md:block">
            <ColumnPanel layout={columns.layout} onLayout={columns.setLayout} />
          </span>
        </div>
        <OrderTabs filter={filter} />
        {selection.chosen.length > 0 && <SelectionBar selection={selection} total={matching} more={more} />}
        <div aria-live="polite" className="relative z-30 flex h-0 justify-center">
          {newCount > 0 && (
            <Button
              small
              kind="primary"
              className="absolute top-2 rounded-full! shadow-pop"
              onClick={() => {
                showNew();
                grid.current?.toTop();
              }}
            >
              {t('grid.newOrders', { count: newCount })}
            </Button>
          )}
        </div>
        {pages.isPending && <SkeletonLines count={12} />}
        {pages.isError && !pages.isPlaceholderData && rows.length === 0 && <ProblemPanel error={pages.error} onRetry={reload} />}
        {pages.isSuccess && rows.length === 0 && (
          <NoOrders query={filter.q} tab={filter.tab} onAll={() => state.setQuery(filter.q, 'all')} onClear={() => state.setQuery('')} />
        )}
        {rows.length > 0 && (
          <OrderGrid
            rows={rows}
            handle={grid}
            layout={columns.layout}
            setLayout={columns.setLayout}
            tab={filter.tab}
            sort={filter.sort}
            onSort={state.setSort}
            active={active}
            selection={selection.selection}
            onOpen={openRow}
            onTick={tick}
            onToggleAll={selection.toggleLoaded}
            more={more}
            loading={pages.isFetchingNextPage}
            onMore={onMore}
            old={pages.isPlaceholderData}
          />
        )}
      </section>
      {panelOrder && <SidePanel order={panelOrder} onClose={() => state.setOpen(undefined)} />}
    </div>
  );
}

function NoOrders({ query, tab, onAll, onClear }: { query: string; tab: Tab; onAll: () => void; onClear: () => void }) {
  const { t } = useTranslation();
  if (query === '')
    return <EmptyState icon={<Inbox size={20} />} title={t('grid.empty', { tab: t(`tabs.${tab}`) })} text={t('grid.emptyText')} />;
  return (
    <EmptyState icon={<Inbox size={20} />} title={t('grid.nothingFound')} text={t('grid.nothingFoundText')}>
      {tab !== 'all' && (
        <Button kind="primary" onClick={onAll}>
          {t('grid.searchAll')}
        </Button>
      )}
      <Button onClick={onClear}>{t('search.clear')}</Button>
      <Link to="/where" search={{ text: askedFor(query), tab, q: query }} className={buttonLook()}>
        {t('where.askFromGrid')}
      </Link>
    </EmptyState>
  );
}
