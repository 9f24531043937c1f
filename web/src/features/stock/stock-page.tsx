import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download, FileUp, Package, Plus, Tags, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { apiUrl } from '../../lib/api.ts';
import { useMay } from '../accounts/session.ts';
import { ProductDialog } from './product-dialog.tsx';
import { ScanField } from './scan-field.tsx';
import { StockImportDialog } from './stock-import-dialog.tsx';
import { shelvesQuery, stockQuery, stockShows, summaryQuery } from './stock-queries.ts';
import { StockTable } from './stock-table.tsx';

const route = getRouteApi('/stock');

/** What there is of everything: on hand, sold, available and expected, by location. */
export function StockPage() {
  const { t } = useTranslation();
  const { q = '', show = 'all', location = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMay('stock.change');
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null);
  const shelves = useQuery(shelvesQuery);
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...stockQuery(q, show, location),
    placeholderData: (before) => before,
  });
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = q !== '' || show !== 'all' || location !== '';
  const locations = shelves.data?.locations ?? [];
  return (
    <Page
      title={t('nav.stock')}
      lead={t('stock.lead')}
      actions={
        <div className="flex w-full flex-wrap gap-2 sm:w-auto">
          <Link to="/stock/offers" className={buttonLook()}>
            <Tags aria-hidden size={14} />
            {t('stock.offers')}
          </Link>
          <a href={apiUrl('/stock.csv')} download="stock.csv" className={buttonLook()}>
            <Download aria-hidden size={14} />
            {t('stock.csv')}
          </a>
          {mayChange && (
            <>
              <Button onClick={() => setDialog('import')}>
                <FileUp aria-hidden size={14} />
                {t('stock.import')}
              </Button>
              <Button kind="primary" onClick={() => setDialog('new')}>
                <Plus aria-hidden size={15} />
                {t('stock.newProduct')}
              </Button>
            </>
          )}
        </div>
      }
    >
      <Figures />
      <div className="flex flex-wrap items-center gap-2">
        <ScanField
          value={q}
          onSearch={(text) => void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
        />
        <Segmented
          label={t('stock.show')}
          value={show}
          options={stockShows.map((value) => ({ value, label: t(`stock.shows.${value}`) }))}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, show: next === 'all' ? undefined : next }) })}
        />
        {locations.length > 1 && (
          <Select
            aria-label={t('stock.location')}
            value={location}
            options={[
              { value: '', label: t('stock.allLocations') },
              ...locations.map(({ locationId, name }) => ({ value: locationId, label: name })),
            ]}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, location: next || undefined }) })}
          />
        )}
      </div>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && (
        <EmptyState
          icon={<Package size={20} />}
          title={isFiltered ? t('stock.nothingFound') : t('stock.none')}
          text={isFiltered ? t('stock.nothingFoundText') : t('stock.noneText')}
        >
          {!isFiltered && mayChange && (
            <Button kind="primary" onClick={() => setDialog('import')}>
              {t('stock.import')}
            </Button>
          )}
        </EmptyState>
      )}
      {rows.length > 0 && <StockTable rows={rows} />}
      {hasNextPage && (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('stock.more')}
          </Button>
        </div>
      )}
      {dialog === 'new' && <ProductDialog onClose={() => setDialog(null)} />}
      {dialog === 'import' && <StockImportDialog onClose={() => setDialog(null)} />}
    </Page>
  );
}

function Figures() {
  const { t } = useTranslation();
  const { data } = useQuery(summaryQuery);
  if (!data) return null;
  const open = data.unmapped + data.short;
  return (
    <div className="flex flex-col gap-3">
      {open > 0 && (
        <Link
          to="/stock/exceptions"
          className="flex items-center gap-3 rounded-xl border bg-warn-wash px-4 py-2.5 text-warn hover:border-line-strong"
        >
          <TriangleAlert aria-hidden size={16} className="shrink-0" />
          <span className="flex min-w-0 flex-1 flex-col font-medium sm:flex-row sm:gap-4">
            {data.unmapped > 0 && <span>{t('stock.unmappedCount', { count: data.unmapped })}</span>}
            {data.short > 0 && <span>{t('stock.shortCount', { count: data.short })}</span>}
          </span>
          <span className="shrink-0 underline">{t('stock.look')}</span>
        </Link>
      )}
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {(
          [
            ['products', data.products],
            ['onHand', data.onHand],
            ['reserved', data.reserved],
            ['kept', data.kept],
          ] as const
        ).map(([name, count]) => (
          <div key={name} className="card px-4 py-2.5" title={name === 'kept' ? t('stock.keptHint') : undefined}>
            <dt className="text-xs text-faint">{t(`stock.figures.${name}`)}</dt>
            <dd className="text-lg font-semibold tabular-nums">{count.toLocaleString()}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
