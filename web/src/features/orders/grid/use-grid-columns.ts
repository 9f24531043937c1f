import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import type { OrderRow } from '#src/modules/search/contract.ts';
import type { ColumnLayout } from './column-layout.ts';
import { columnIds, columnWidths } from './grid-columns.ts';

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});
const helper = createColumnHelper<typeof features, OrderRow>();
const columns = columnIds.map((id) => helper.display({ id, size: columnWidths[id], minSize: 72, maxSize: 640 }));
const noRows: OrderRow[] = [];

const valueOf = <T>(updater: Updater<T>, before: T): T => (updater instanceof Function ? updater(before) : updater);

/** The table's model of columns only: rows come in pages and are drawn by the virtual list. */
export function useGridColumns(layout: ColumnLayout, setLayout: (next: ColumnLayout) => void) {
  return useTable({
    features,
    columns,
    data: noRows,
    columnResizeMode: 'onChange',
    state: {
      columnOrder: layout.order,
      columnVisibility: Object.fromEntries(layout.hidden.map((id) => [id, false])),
      columnPinning: { start: layout.order.filter((id) => layout.pinned.includes(id)), end: [] },
      columnSizing: layout.widths,
    },
    onColumnSizingChange: (updater: Updater<Record<string, number>>) => setLayout({ ...layout, widths: valueOf(updater, layout.widths) }),
  });
}

export type GridTable = ReturnType<typeof useGridColumns>;

/** A column as it is drawn: where, how wide, and how far from the edge when it is pinned. */
export type DrawnColumn = { id: (typeof columnIds)[number]; width: number; pinnedAt: number | null };

export function drawnColumns(table: GridTable): DrawnColumn[] {
  const pinned = table.getStartVisibleLeafColumns();
  return [...pinned, ...table.getCenterVisibleLeafColumns()].flatMap((column) => {
    const id = columnIds.find((each) => each === column.id);
    return id ? [{ id, width: column.getSize(), pinnedAt: pinned.includes(column) ? column.getStart('start') : null }] : [];
  });
}
