import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, PackageCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { ShortRow, UnmappedSku } from '#src/modules/inventory/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useMay, useSession, useZone } from '../accounts/session.ts';
import { MapDialog } from './map-dialog.tsx';
import { exceptionsQuery } from './stock-queries.ts';

/** What stock cannot settle by itself: SKUs that nobody has mapped, and more sold than there is. */
export function ExceptionsPage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(exceptionsQuery);
  return (
    <Page title={t('stock.exceptions')} lead={t('stock.exceptionsLead')}>
      <Link to="/stock" className="-mt-3 inline-flex items-center gap-1 self-start text-soft hover:text-accent">
        <ChevronLeft aria-hidden size={14} />
        {t('nav.stock')}
      </Link>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && data.unmapped.length + data.short.length === 0 && (
        <EmptyState icon={<PackageCheck size={20} />} title={t('stock.noExceptions')} text={t('stock.noExceptionsText')} />
      )}
      {data && data.unmapped.length > 0 && <Unmapped rows={data.unmapped} />}
      {data && data.short.length > 0 && <Short rows={data.short} />}
    </Page>
  );
}

function Unmapped({ rows }: { rows: readonly UnmappedSku[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { accounts } = useSession();
  const mayChange = useMay('stock.change');
  const [mapped, setMapped] = useState<UnmappedSku | null>(null);
  const adopt = useMutation({
    mutationFn: () => api(z.object({ adopted: z.int() }), '/stock/skus/adopt', { json: {} }),
    onSuccess: ({ adopted }) => toast(t('stock.adopted', { count: adopted })),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }),
  });
  return (
    <Section
      title={t('stock.unmapped')}
      flush
      actions={
        mayChange && (
          <Button small busy={adopt.isPending} onClick={() => adopt.mutate()}>
            {t('stock.adopt')}
          </Button>
        )
      }
    >
      <p className="border-b px-4 py-2 text-xs text-soft">{t('stock.unmappedText')}</p>
      <ul className="divide-y">
        {rows.map((row) => (
          <li key={`${row.accountId} ${row.sku}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <div className="min-w-0 flex-1 basis-60">
              <p className="truncate font-medium">{row.sku}</p>
              <p className="truncate text-xs text-faint">
                {row.title} · {accounts.find(({ accountId }) => accountId === row.accountId)?.name ?? row.accountId}
              </p>
            </div>
            <Badge tone={row.reserved > 0 ? 'warn' : 'neutral'}>{t('stock.wanted', { count: row.reserved })}</Badge>
            {mayChange && (
              <Button small kind="primary" onClick={() => setMapped(row)}>
                {t('stock.map')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mapped && <MapDialog row={mapped} onClose={() => setMapped(null)} />}
    </Section>
  );
}

function Short({ rows }: { rows: readonly ShortRow[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t('stock.shortTitle')} flush>
      <p className="border-b px-4 py-2 text-xs text-soft">{t('stock.shortText')}</p>
      <ul className="divide-y">
        {rows.map((row) => (
          <li key={row.productId} className="flex flex-col gap-1.5 px-4 py-2.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link
                to="/stock/$productId"
                params={{ productId: row.productId }}
                className="min-w-0 flex-1 basis-60 truncate font-medium hover:text-accent"
              >
                {row.title} <span className="text-xs font-normal text-faint">{row.code}</span>
              </Link>
              <span className="text-xs text-soft">
                {t('stock.shortWhy', { onHand: row.onHand, reserved: row.reserved, kept: row.kept })}
              </span>
              <Badge tone="bad">{t('stock.missing', { count: row.missing })}</Badge>
            </div>
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {row.orders.map((order) => (
                <ShortOrder key={`${order.accountId} ${order.orderId}`} order={order} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ShortOrder({ order }: { order: ShortRow['orders'][number] }) {
  const zone = useZone(order.accountId);
  return (
    <li className="text-xs text-soft">
      <Link
        to="/orders/$accountId/$orderId"
        params={{ accountId: order.accountId, orderId: order.orderId }}
        className="tabular-nums underline hover:text-accent"
      >
        {order.orderId}
      </Link>{' '}
      {order.missing} ×{order.shipBy && <span className="text-faint"> {formatTime(order.shipBy, 'dayTime', zone)}</span>}
    </li>
  );
}
