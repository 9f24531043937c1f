import type { InfiniteData } from '@tanstack/react-query';
import type { OrderPage, OrderRow } from '#src/modules/search/contract.ts';
import { orderKey } from './order-key.ts';

export type Pages = InfiniteData<OrderPage>;

/** Puts newer rows in the place of the same orders; the order of the list stays, so nothing jumps. */
export function patched(pages: Pages, fresh: readonly OrderRow[]): Pages {
  const newer = new Map(fresh.map((row) => [orderKey(row), row]));
  const swap = (row: OrderRow) => newer.get(orderKey(row)) ?? row;
  const touch = (page: OrderPage) => (page.items.some((row) => newer.has(orderKey(row))) ? { ...page, items: page.items.map(swap) } : page);
  return { ...pages, pages: pages.pages.map(touch) };
}

/** Which orders of a fresh first page the list does not hold yet. */
export function missing(pages: Pages, firstPage: OrderPage): OrderRow[] {
  const known = new Set(pages.pages.flatMap((page) => page.items.map(orderKey)));
  return firstPage.items.filter((row) => !known.has(orderKey(row)));
}

/** All rows once: a row that moved while paging comes on two pages. */
export function rowsOf(pages: Pages | undefined): OrderRow[] {
  const seen = new Set<string>();
  return (pages?.pages ?? []).flatMap((page) =>
    page.items.filter((row) => {
      const key = orderKey(row);
      return !seen.has(key) && seen.add(key);
    }),
  );
}
