import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '#src/modules/search/contract.ts';
import { TickBox } from '../../../components/tick-box.tsx';
import { classes } from '../../../lib/classes.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { useZone } from '../../accounts/session.ts';
import { Amount } from '../cells/amount.tsx';
import { Deadline } from '../cells/deadline.tsx';
import { FulfilmentBadge } from '../cells/fulfilment-badge.tsx';
import { Initials } from '../cells/initials.tsx';
import { State } from '../cells/order-cell.tsx';

type Props = {
  id: string;
  index: number;
  row: OrderRow;
  active: boolean;
  selected: boolean;
  tab: string;
  onOpen: (index: number) => void;
  onTick: (index: number, shift: boolean) => void;
};

/** An order on a narrow screen. */
export const OrderCard = memo(function OrderCard({ id, index, row, active, selected, tab, onOpen, onTick }: Props) {
  const { t } = useTranslation();
  const zone = useZone(row.accountId);
  const [first] = row.lines;
  return (
    <div id={id} role="row" aria-rowindex={index + 2} aria-selected={selected} onClick={() => onOpen(index)} className="h-full px-3 pb-2.5">
      <div
        role="gridcell"
        className={classes(
          'card flex h-full flex-col justify-between overflow-hidden p-3',
          selected && 'bg-accent-wash!',
          active && 'border-accent!',
        )}
      >
        <div className="flex items-center gap-2.5">
          <TickBox label={t('grid.select', { order: row.orderId })} checked={selected} onToggle={({ shift }) => onTick(index, shift)} />
          <span className="flex-1 truncate font-semibold">{row.orderId}</span>
          <span className="font-medium">
            <Amount amount={row.total} currency={row.currency} />
          </span>
        </div>
        {first ? (
          <div className="flex min-w-0 items-center gap-2">
            <Initials sku={first.sku} small />
            <span className="min-w-0 flex-1 truncate">{first.title || first.sku}</span>
            <span className={first.quantity > 1 ? 'font-semibold text-warn' : 'text-faint'}>×{first.quantity}</span>
            {row.lineCount > 1 && <span className="text-2xs text-faint">+{row.lineCount - 1}</span>}
          </div>
        ) : (
          <span className="text-faint">{t('orders.noItemsYet')}</span>
        )}
        <div className="flex min-w-0 items-center gap-2 text-xs text-soft">
          <FulfilmentBadge order={row} />
          <span className="min-w-0 flex-1 truncate">
            {row.buyerMask ?? '–'} · {formatTime(row.purchasedAt, 'day', zone)}
          </span>
        </div>
        <div className="flex min-w-0 items-center gap-2">
          <span className="shrink-0">
            <Deadline at={row.shipBy} status={row.status} zone={zone} oneLine />
          </span>
          <span className="flex min-w-0 flex-1 justify-end">
            <State row={row} tab={tab} />
          </span>
        </div>
      </div>
    </div>
  );
});
