import { ArrowDown, ArrowUp } from 'lucide-react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { TickBox } from '../../../components/tick-box.tsx';
import { classes } from '../../../lib/classes.ts';
import type { Sort } from '../order-queries.ts';
import { type ColumnId, isColumnId } from './grid-columns.ts';
import { cellStyle, tickWidth } from './grid-style.ts';
import type { DrawnColumn, GridTable } from './use-grid-columns.ts';

const sorts: Partial<Record<ColumnId, readonly Sort[]>> = { date: ['newest', 'oldest'], shipBy: ['ship-by'], total: ['total'] };
const ascending: readonly Sort[] = ['oldest', 'ship-by'];

type Props = {
  table: GridTable;
  columns: readonly DrawnColumn[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  onMove: (id: ColumnId, target: ColumnId) => void;
  all: boolean;
  some: boolean;
  onToggleAll: () => void;
};

/** The head row: sorts by click, moves columns by dragging, sizes them at their edges. */
export function GridHead({ table, columns, sort, onSort, onMove, all, some, onToggleAll }: Props) {
  const { t } = useTranslation();
  const drop = (target: ColumnId) => (event: DragEvent) => {
    const id = event.dataTransfer.getData('text/waybill-column');
    if (isColumnId(id)) onMove(id, target);
  };
  return (
    <div role="row" aria-rowindex={1} className="sticky top-0 z-20 flex h-9 border-b bg-canvas text-xs font-medium text-soft">
      <div role="columnheader" className="sticky left-0 z-10 flex items-center justify-center bg-canvas" style={{ width: tickWidth }}>
        <TickBox label={t('grid.selectLoaded')} checked={all} some={some} onToggle={onToggleAll} />
      </div>
      {columns.map((column) => {
        const choices = sorts[column.id];
        const sorted = choices?.includes(sort) ?? false;
        const name = t(`columns.${column.id}`);
        const Arrow = ascending.includes(sort) ? ArrowUp : ArrowDown;
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={sorted ? (ascending.includes(sort) ? 'ascending' : 'descending') : undefined}
            draggable
            onDragStart={(event) => event.dataTransfer.setData('text/waybill-column', column.id)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={drop(column.id)}
            className={classes('group relative flex items-center bg-canvas px-2', column.id === 'total' && 'justify-end')}
            style={cellStyle(column)}
          >
            {choices ? (
              <button
                type="button"
                className={classes('flex min-w-0 items-center gap-1 truncate hover:text-ink', sorted && 'text-ink')}
                onClick={() => onSort(choices[(choices.indexOf(sort) + 1) % choices.length] ?? sort)}
              >
                {name}
                {sorted && <Arrow aria-hidden size={12} />}
              </button>
            ) : (
              <span className="truncate">{name}</span>
            )}
            <ResizeEdge table={table} id={column.id} />
          </div>
        );
      })}
    </div>
  );
}

function ResizeEdge({ table, id }: { table: GridTable; id: ColumnId }) {
  const header = table.getLeafHeaders().find((each) => each.column.id === id);
  if (!header) return null;
  const start = header.getResizeHandler();
  return (
    <span
      aria-hidden
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onMouseDown={(event) => {
        event.preventDefault();
        start(event);
      }}
      onDoubleClick={() => header.column.resetSize()}
      className="absolute inset-y-2 right-0 w-1.5 cursor-col-resize border-r opacity-0 group-hover:opacity-100"
    />
  );
}
