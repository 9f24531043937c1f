import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { OrderRow } from '#src/modules/search/contract.ts';
import { extend, noSelection, renewed, type Selection, selectionLimit, toggle, togglePage } from '../../lib/selection.ts';
import { orderKey } from './order-key.ts';
import { askUpTo, type GridFilter } from './order-queries.ts';

/** What is chosen in the list. Another account, tab or search starts anew. */
export function useGridSelection(filter: GridFilter, rows: readonly OrderRow[]) {
  const [selection, setSelection] = useState<Selection<OrderRow>>(noSelection);
  const keyed = useMemo(() => rows.map((item) => ({ key: orderKey(item), item })), [rows]);
  const { account, tab, q } = filter;
  const question = [account, tab, q].join('\n');
  useEffect(() => {
    if (question) setSelection(noSelection);
  }, [question]);
  useEffect(() => {
    setSelection((before) => renewed(before, keyed));
  }, [keyed]);

  const tick = useCallback(
    (index: number, range: boolean) => {
      const row = keyed[index];
      if (row) setSelection((before) => (range ? extend(before, keyed, row.key) : toggle(before, row)));
    },
    [keyed],
  );
  const all = useMutation({
    mutationFn: () => askUpTo(filter, selectionLimit),
    onSuccess: ({ rows: found }) => setSelection({ chosen: new Map(found.map((row) => [orderKey(row), row])), anchor: null }),
  });
  const chosen = useMemo(() => [...selection.chosen.values()], [selection]);
  return {
    selection,
    chosen,
    tick,
    toggleLoaded: () => setSelection((before) => togglePage(before, keyed)),
    selectMatching: () => all.mutate(),
    selecting: all.isPending,
    /** More orders match than one action takes. */
    capped: chosen.length === selectionLimit && all.data?.more === true,
    clear: () => setSelection(noSelection),
  };
}

export type GridSelection = ReturnType<typeof useGridSelection>;
