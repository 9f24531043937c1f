import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { OrderPage } from '#src/modules/search/contract.ts';
import { onLive } from '../../lib/live-events.ts';
import { missing, type Pages, patched, rowsOf } from './order-pages.ts';
import { askFirstPage, askRows, type GridFilter, orderPagesQuery } from './order-queries.ts';

const pauseMs = 500;
const mostIds = 200;

/**
 * Keeps the loaded rows true without moving them: changed orders are patched in place, new ones are counted and shown
 * when asked for, or at once while nobody is at work in the list (`isQuiet`).
 */
export function useLiveRows(filter: GridFilter, isQuiet: () => boolean) {
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<{ filter: GridFilter; page: OrderPage; count: number } | null>(null);
  const quiet = useRef(isQuiet);
  useEffect(() => {
    quiet.current = isQuiet;
  });

  const show = useCallback(
    (page: OrderPage) => {
      client.setQueryData(orderPagesQuery(filter).queryKey, { pages: [page], pageParams: [''] });
      setWaiting(null);
    },
    [client, filter],
  );

  useEffect(() => {
    const { queryKey } = orderPagesQuery(filter);
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const loaded = () => client.getQueryData<Pages>(queryKey);

    const refresh = async () => {
      timer = undefined;
      const before = loaded();
      if (!before) return;
      const ids = rowsOf(before).map((row) => row.orderId);
      const known = ids.filter((id) => changed.has(id) || changed.has('*')).slice(0, mostIds);
      changed.clear();
      const [fresh, first] = await Promise.all([askRows(filter.account, known), askFirstPage(filter)]);
      const now = loaded();
      if (gone || !now) return;
      const unseen = missing(now, first);
      if (quiet.current() && now.pages.length === 1) {
        show(first);
        return;
      }
      client.setQueryData(queryKey, patched(now, [...fresh, ...first.items]));
      setWaiting(unseen.length > 0 ? { filter, page: first, count: unseen.length } : null);
    };

    const stop = onLive((event) => {
      if (event.kind === 'sync') return;
      if (event.kind === 'again' || event.orderIds === null) changed.add('*');
      else for (const id of event.orderIds) changed.add(id);
      // A failed refresh is not shown: the next event tries again, and the offline banner tells of a lost desk.
      timer ??= setTimeout(() => void refresh().catch(() => undefined), pauseMs);
    });
    if (loaded()) {
      changed.add('*');
      timer = setTimeout(() => void refresh().catch(() => undefined), pauseMs);
    }
    return () => {
      gone = true;
      stop();
      clearTimeout(timer);
    };
  }, [client, filter, show]);

  /** The list anew from its top. */
  const reload = useCallback(() => {
    const { queryKey } = orderPagesQuery(filter);
    client.setQueryData<Pages>(queryKey, (pages) => pages && { pages: pages.pages.slice(0, 1), pageParams: pages.pageParams.slice(0, 1) });
    setWaiting(null);
    void client.refetchQueries({ queryKey, exact: true });
  }, [client, filter]);

  const current = waiting?.filter === filter ? waiting : null;
  return { newCount: current?.count ?? 0, showNew: () => current && show(current.page), reload };
}
