import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '#src/modules/search/contract.ts';
import { TickBox } from '../../../components/tick-box.tsx';
import { classes } from '../../../lib/classes.ts';
import { useZone } from '../../accounts/session.ts';
import { OrderCell } from '../cells/order-cell.tsx';
import { cellStyle, tickWidth } from './grid-style.ts';
import type { DrawnColumn } from './use-grid-columns.ts';

type Props = {
  id: string;
  index: number;
  row: OrderRow;
  columns: readonly DrawnColumn[];
  active: boolean;
  selected: boolean;
  compact: boolean;
  tab: string;
  onOpen: (index: number) => void;
  onTick: (index: number, shift: boolean) => void;
};

export const GridRow = memo(function GridRow({ id, index, row, columns, active, selected, compact, tab, onOpen, onTick }: Props) {
  const { t } = useTranslation();
  const zone = useZone(row.accountId);
  const ground = selected ? 'bg-accent-wash' : active ? 'bg-hover' : 'bg-surface group-hover:bg-hover';
  return (
    // Keys are answered by the grid itself (aria-activedescendant): a row is never focused.
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      onClick={(event) => (event.shiftKey ? onTick(index, true) : onOpen(index))}
      className={classes('group flex h-full cursor-default border-b', row.status === 'cancelled' && 'text-soft')}
    >
      <div role="gridcell" className={classes('sticky left-0 z-10 flex items-center justify-center', ground)} style={{ width: tickWidth }}>
        {active && <span aria-hidden className="absolute inset-y-0 left-0 w-0.75 bg-accent" />}
        <TickBox
          label={t('grid.select', { order: row.orderId })}
          checked={selected}
          focusable={false}
          onToggle={({ shift }) => onTick(index, shift)}
        />
      </div>
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={classes(
            'flex min-w-0 items-center overflow-hidden px-2 whitespace-nowrap',
            ground,
            column.id === 'total' && 'justify-end',
          )}
          style={cellStyle(column)}
        >
          <div className={classes('min-w-0', column.id === 'items' && 'w-full')}>
            <OrderCell column={column.id} row={row} zone={zone} compact={compact} tab={tab} />
          </div>
        </div>
      ))}
    </div>
  );
});
