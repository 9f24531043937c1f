import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, Tags } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { ListedOffer } from '#src/modules/inventory/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { useMay, useSession } from '../accounts/session.ts';
import { MapDialog } from './map-dialog.tsx';
import { Shown } from './offers-section.tsx';
import { offersQuery } from './stock-queries.ts';

const route = getRouteApi('/stock/offers');

/** Everything that is offered at Amazon, FBM and FBA, with the product that it is. */
export function OffersPage() {
  const { t } = useTranslation();
  const { q = '', channel, mapped } = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<ListedOffer | null>(null);
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...offersQuery(q, channel ?? 'all', mapped ?? 'all'),
    placeholderData: (before) => before,
  });
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = q !== '' || channel !== undefined || mapped !== undefined;
  return (
    <Page title={t('stock.offers')} lead={t('stock.offersLead')}>
      <Link to="/stock" className="-mt-3 inline-flex items-center gap-1 self-start text-soft hover:text-accent">
        <ChevronLeft aria-hidden size={14} />
        {t('nav.stock')}
      </Link>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <input
          type="search"
          aria-label={t('stock.searchOffers')}
          placeholder={t('stock.searchOffers')}
          className="field-box min-w-60 flex-1"
          defaultValue={q}
          onChange={({ target }) =>
            void navigate({ search: (before) => ({ ...before, q: target.value.trim() || undefined }), replace: true })
          }
        />
        <Segmented
          label={t('stock.channel')}
          value={channel ?? 'all'}
          options={(['all', 'FBM', 'FBA'] as const).map((value) => ({ value, label: value === 'all' ? t('stock.shows.all') : value }))}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, channel: next === 'all' ? undefined : next }) })}
        />
        <label className="flex items-center gap-2">
          <TickBox
            label={t('stock.onlyUnmapped')}
            checked={mapped === 'no'}
            onToggle={() => void navigate({ search: (before) => ({ ...before, mapped: mapped ? undefined : 'no' }) })}
          />
          {t('stock.onlyUnmapped')}
        </label>
      </div>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && (
        <EmptyState
          icon={<Tags size={20} />}
          title={isFiltered ? t('stock.noOfferFound') : t('stock.noOfferYet')}
          text={isFiltered ? t('stock.noOfferFoundText') : t('stock.noOfferYetText')}
        />
      )}
      {rows.length > 0 && (
        <ul className="card divide-y">
          {rows.map((row) => (
            <Row key={`${row.accountId} ${row.sku} ${row.marketplaceId} ${row.channel}`} row={row} onMap={() => setChosen(row)} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('stock.more')}
          </Button>
        </div>
      )}
      {chosen && <MapDialog row={{ ...chosen, suggestion: chosen.product ?? chosen.suggestion }} onClose={() => setChosen(null)} />}
    </Page>
  );
}

function Row({ row, onMap }: { row: ListedOffer; onMap: () => void }) {
  const { t } = useTranslation();
  const { accounts } = useSession();
  const mayChange = useMay('stock.change');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{row.sku}</span>
          <Badge tone={row.channel === 'FBA' ? 'info' : 'outline'}>{row.channel}</Badge>
        </p>
        <p className="truncate text-xs text-faint">
          {marketplaceOf(row.marketplaceId)?.domain ?? row.marketplaceId} ·{' '}
          {accounts.find(({ accountId }) => accountId === row.accountId)?.name ?? row.accountId} · {row.title}
        </p>
      </div>
      <Shown offer={row} />
      <div className="flex w-full items-center gap-2 md:w-72 md:justify-end">
        {row.product ? (
          <Link
            to="/stock/$productId"
            params={{ productId: row.product.productId }}
            className="truncate text-xs underline hover:text-accent"
          >
            {row.product.code}
          </Link>
        ) : (
          <span className="text-xs text-faint">{t('stock.noProduct')}</span>
        )}
        {mayChange && (
          <Button small onClick={onMap} aria-label={t('stock.mapTitle', { sku: row.sku })}>
            {row.product ? t('stock.mapOther') : t('stock.map')}
          </Button>
        )}
      </div>
    </li>
  );
}
