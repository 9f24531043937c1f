import { useMemo } from 'react';
import { z } from 'zod';
import { createStore, useStore } from '../../../lib/store.ts';
import { readStored, writeStored } from '../../../lib/stored.ts';
import { type ColumnId, columnIds, hiddenAtFirst, isColumnId } from './grid-columns.ts';

const layoutShape = z.object({
  order: z.array(z.string()),
  hidden: z.array(z.string()),
  pinned: z.array(z.string()),
  widths: z.record(z.string(), z.number()).default({}),
});
type Stored = z.infer<typeof layoutShape>;

/** Which columns stand where. Kept per saved view: with the view once it is updated, until then in this browser. */
export type ColumnLayout = { order: ColumnId[]; hidden: ColumnId[]; pinned: ColumnId[]; widths: Record<string, number> };

export const firstLayout: ColumnLayout = { order: [...columnIds], hidden: [...hiddenAtFirst], pinned: ['order'], widths: {} };

/** A stored layout made fit for this version: columns that are gone are dropped, new ones stand at the end, hidden. */
export function fitLayout(stored: unknown): ColumnLayout {
  const parsed = layoutShape.safeParse(stored).data;
  if (!parsed) return firstLayout;
  const known = (list: Stored['order']) => [...new Set(list.filter(isColumnId))];
  const order = known(parsed.order);
  const unknown = columnIds.filter((id) => !order.includes(id));
  return {
    order: [...order, ...unknown],
    hidden: [...known(parsed.hidden), ...unknown],
    pinned: known(parsed.pinned),
    widths: parsed.widths,
  };
}

export function moved(layout: ColumnLayout, id: ColumnId, by: -1 | 1): ColumnLayout {
  const order = layout.order.filter((each) => each !== id);
  order.splice(Math.max(0, layout.order.indexOf(id) + by), 0, id);
  return { ...layout, order };
}

export function movedTo(layout: ColumnLayout, id: ColumnId, target: ColumnId): ColumnLayout {
  if (id === target) return layout;
  const rightwards = layout.order.indexOf(id) < layout.order.indexOf(target);
  const order = layout.order.filter((each) => each !== id);
  order.splice(order.indexOf(target) + (rightwards ? 1 : 0), 0, id);
  return { ...layout, order };
}

const flipped = <T>(list: readonly T[], item: T): T[] => (list.includes(item) ? list.filter((each) => each !== item) : [...list, item]);
export const toggledHidden = (layout: ColumnLayout, id: ColumnId): ColumnLayout => ({ ...layout, hidden: flipped(layout.hidden, id) });
export const toggledPinned = (layout: ColumnLayout, id: ColumnId): ColumnLayout => ({ ...layout, pinned: flipped(layout.pinned, id) });

const storedLayouts = createStore<Record<string, unknown>>(readStored('columns', z.record(z.string(), z.unknown())) ?? {});

/** The layout of a view (`undefined`: the plain grid) and its setter; `kept` is what the saved view itself holds. */
export function useColumnLayout(view: string | undefined, kept: unknown) {
  const name = view ?? 'grid';
  const own = useStore(storedLayouts)[name];
  const keep = (next: ColumnLayout | undefined) => {
    storedLayouts.set((before) => ({ ...before, [name]: next }));
    writeStored('columns', storedLayouts.get());
  };
  const layout = useMemo(() => fitLayout(own ?? kept), [own, kept]);
  return { layout, changed: own !== undefined, setLayout: keep, forgetChanges: () => keep(undefined) };
}
