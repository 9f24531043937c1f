import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { GridFilter, Sort, Tab } from './order-queries.ts';

type GridSearch = {
  tab: Tab | undefined;
  q: string | undefined;
  sort: Sort | undefined;
  view: string | undefined;
  open: string | undefined;
};

const route = getRouteApi('/orders');

/** Work to be done comes by its deadline, everything else newest first. */
export const usualSort = (tab: Tab): Sort => (tab === 'unshipped' || tab === 'partially_shipped' ? 'ship-by' : 'newest');

/** The grid's state lives in the address alone: this reads it, and changes it. */
export function useGridState() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { account = '', tab = 'unshipped', q = '' } = search;
  const sort = search.sort ?? usualSort(tab);
  const filter = useMemo<GridFilter>(() => ({ account, tab, q, sort }), [account, tab, q, sort]);
  const actions = useMemo(() => {
    const change = (part: Partial<GridSearch>, replace = false) => void navigate({ search: (before) => ({ ...before, ...part }), replace });
    return {
      setQuery: (next: string, inTab?: Tab) => change({ q: next || undefined, open: undefined, ...(inTab ? { tab: inTab } : {}) }),
      setSort: (next: Sort) => change({ sort: next === usualSort(tab) ? undefined : next }),
      setOpen: (key: string | undefined) => change({ open: key }, true),
      setView: (id: string | undefined) => change({ view: id }, true),
    };
  }, [navigate, tab]);
  return { filter, view: search.view, open: search.open, ...actions };
}
