import { Link } from '@tanstack/react-router';
import { Building2, MessageSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { OrderRow } from '#src/modules/search/contract.ts';
import { Badge } from '../../../components/badge.tsx';
import { formatTime } from '../../../lib/format-time.ts';
import { humanise, textOr } from '../../../lib/language.ts';
import type { ColumnId } from '../grid/grid-columns.ts';
import { Amount } from './amount.tsx';
import { buyerName } from './buyer-name.ts';
import { Deadline } from './deadline.tsx';
import { FulfilmentBadge } from './fulfilment-badge.tsx';
import { Initials } from './initials.tsx';
import { CancelRequestBadge, HeldBadge, StatusBadge, WriteBadge } from './status-badge.tsx';

export type CellProps = { column: ColumnId; row: OrderRow; zone: string; compact: boolean; tab: string };

/** What a column shows of an order. One line when compact, else a second line in small print. */
export function OrderCell({ column, row, zone, compact, tab }: CellProps) {
  switch (column) {
    case 'order':
      return <OrderId row={row} compact={compact} />;
    case 'date':
      return <Two compact={compact} first={formatTime(row.purchasedAt, 'day', zone)} second={formatTime(row.purchasedAt, 'time', zone)} />;
    case 'buyer':
      return (
        <Two compact={compact} first={(compact ? row.buyerMask : buyerName(row.buyerMask, row.shipTo)) ?? '–'} second={row.shipTo ?? ''} />
      );
    case 'items':
      return <Items row={row} compact={compact} />;
    case 'shipBy':
      return <Deadline at={row.shipBy} status={row.status} zone={zone} oneLine={compact} />;
    case 'deliverBy':
      return <span className="text-soft">{row.deliverBy ? formatTime(row.deliverBy, 'day', zone) : '–'}</span>;
    case 'service':
      return <span className="text-soft">{textOr(`service.${row.serviceLevel}`, row.serviceLevel)}</span>;
    case 'fulfilment':
      return <FulfilmentBadge order={row} />;
    case 'marketplace':
      return <span className="text-soft">{marketplaceOf(row.marketplaceId)?.domain ?? row.salesChannel}</span>;
    case 'total':
      return <Amount amount={row.total} currency={row.currency} />;
    case 'tags':
      return <Tags tags={row.tags} />;
    case 'state':
      return <State row={row} tab={tab} />;
    case 'shipTo':
      return <span className="text-soft">{row.shipTo ?? '–'}</span>;
    case 'tracking':
      return <Two compact={compact} first={row.tracking ?? '–'} second={row.carrier ? humanise(row.carrier) : ''} />;
    case 'assignee':
      return <span className="text-soft">{row.assignee ?? '–'}</span>;
  }
}

const Two = ({ first, second, compact }: { first: string; second: string; compact: boolean }) => (
  <span className="block min-w-0">
    <span className="block truncate">{first}</span>
    {!compact && second && <span className="block truncate text-2xs text-faint">{second}</span>}
  </span>
);

function OrderId({ row, compact }: { row: OrderRow; compact: boolean }) {
  const { t } = useTranslation();
  const business = row.programs.includes('AMAZON_BUSINESS');
  return (
    <span className="block min-w-0">
      <Link
        to="/orders/$accountId/$orderId"
        params={row}
        tabIndex={-1}
        onClick={(event) => event.stopPropagation()}
        className="block truncate font-medium hover:text-accent hover:underline"
      >
        {row.orderId}
      </Link>
      {!compact && (
        <span className="flex h-4 items-center gap-2 truncate text-2xs text-faint">
          {business && (
            <span className="inline-flex items-center gap-1">
              <Building2 aria-hidden size={10} />
              {row.poNumber ? t('orders.po', { number: row.poNumber }) : t('orders.business')}
            </span>
          )}
          {row.notes > 0 && (
            <span className="inline-flex items-center gap-1" title={t('orders.notesCount', { count: row.notes })}>
              <MessageSquare aria-hidden size={10} />
              {row.notes}
            </span>
          )}
          {!business && row.sellerOrderId && row.sellerOrderId !== row.orderId && <span className="truncate">{row.sellerOrderId}</span>}
        </span>
      )}
    </span>
  );
}

function Items({ row, compact }: { row: OrderRow; compact: boolean }) {
  const { t } = useTranslation();
  const [first] = row.lines;
  if (!first) return <span className="text-faint">{t('orders.noItemsYet')}</span>;
  const more = row.lineCount - 1;
  return (
    <span
      className="flex min-w-0 items-center gap-2.5"
      title={row.lines.map((line) => `${line.quantity} × ${line.sku} ${line.title}`).join('\n')}
    >
      <Initials sku={first.sku} small={compact} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{first.title || first.sku}</span>
        {!compact && (
          <span className="block truncate text-2xs text-faint">
            {first.sku}
            {more > 0 && <span className="text-soft"> · {t('orders.moreLines', { count: more })}</span>}
          </span>
        )}
      </span>
      <span className={first.quantity > 1 ? 'shrink-0 rounded bg-warn-wash px-1.5 font-semibold text-warn' : 'shrink-0 px-1.5 text-faint'}>
        ×{first.quantity}
      </span>
      {compact && more > 0 && <span className="shrink-0 text-2xs text-faint">+{more}</span>}
    </span>
  );
}

const Tags = ({ tags }: { tags: readonly string[] }) => (
  <span className="flex min-w-0 items-center gap-1 overflow-hidden">
    {tags.slice(0, 2).map((tag) => (
      <Badge key={tag} tone="outline">
        {tag}
      </Badge>
    ))}
    {tags.length > 2 && (
      <span className="text-2xs text-faint" title={tags.join(', ')}>
        +{tags.length - 2}
      </span>
    )}
  </span>
);

/** What stands out: a cancel request, a change on its way, a status other than the tab's. */
export function State({ row, tab }: { row: OrderRow; tab: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1 overflow-hidden">
      {row.status !== tab && <StatusBadge status={row.status} raw={row.statusRaw} />}
      {row.cancelRequestedAt !== null && row.status !== 'cancelled' && <CancelRequestBadge />}
      {row.heldAt !== null && <HeldBadge />}
      {row.writeState !== null && <WriteBadge state={row.writeState} />}
    </span>
  );
}
