import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { CalendarClock, Download, PackageCheck, Sunrise, Waves } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type TodayPage as Answer, bands } from '#src/modules/today/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { apiUrl } from '../../lib/api.ts';
import { selectionLimit } from '../../lib/selection.ts';
import { useMay } from '../accounts/session.ts';
import { LocationStrip } from './location-strip.tsx';
import { TodayList } from './today-list.tsx';
import { bandCounts, countsBy, type TodayFilter, todayOnly, todayPagesQuery } from './today-queries.ts';

const route = getRouteApi('/today');
const allBands = ['all', ...bands] as const;

/** The ship desk: what has to leave, the one whose last collection is nearest first. */
export function TodayPage() {
  const { t } = useTranslation();
  const { account = '', location = '', band, carrier, only } = route.useSearch();
  const navigate = route.useNavigate();
  const mayWork = useMay('floor.work');
  const filter: TodayFilter = { account, location, band, carrier, only };
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...todayPagesQuery(filter),
    placeholderData: (before) => before,
  });
  const [first] = data?.pages ?? [];
  const counts = first?.counts ?? [];
  const inBands = bandCounts(counts, filter);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = location !== '' || band !== undefined || carrier !== undefined || only !== undefined;
  /** All rows, or as many as one action takes. */
  const fetchMore = async () => {
    const rowsOf = (pages: readonly Answer[] = []) => pages.flatMap((page) => page.items);
    let found = rowsOf(data?.pages);
    for (let more = hasNextPage; more && found.length < selectionLimit; ) {
      const next = await fetchNextPage({ throwOnError: true });
      found = rowsOf(next.data?.pages);
      more = next.hasNextPage;
    }
    return found.slice(0, selectionLimit);
  };
  const change = (next: Partial<TodayFilter>) => void navigate({ search: (before) => ({ ...before, ...next }) });
  return (
    <Page
      title={t('nav.today')}
      lead={t('today.lead')}
      actions={
        <div className="flex w-full flex-wrap gap-2 sm:w-auto">
          <a href={apiUrl('/today.csv', filter)} download="todays-work.csv" className={buttonLook()}>
            <Download aria-hidden size={14} />
            {t('today.csv')}
          </a>
          <Link to="/calendar" className={buttonLook()}>
            <CalendarClock aria-hidden size={14} />
            {t('nav.calendar')}
          </Link>
          {mayWork && (
            <Link to="/waves" className={buttonLook()}>
              <Waves aria-hidden size={14} />
              {t('nav.waves')}
            </Link>
          )}
          {mayWork && (
            <Link to="/pack" className={buttonLook({ kind: 'primary' })}>
              <PackageCheck aria-hidden size={15} />
              {t('today.pack')}
            </Link>
          )}
        </div>
      }
    >
      {first && <LocationStrip page={first} location={location} onChoose={(next) => change({ location: next })} />}
      {first && (
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label={t('today.which')}
            value={band ?? 'all'}
            options={allBands.map((value) => ({ value, label: `${t(`today.bands.${value}`)} ${inBands[value]}` }))}
            onChange={(next) => change({ band: next === 'all' ? undefined : next })}
          />
          <CarrierSelect page={first} carrier={carrier} onChange={(next) => change({ carrier: next })} />
          <Select
            aria-label={t('today.only')}
            value={only ?? ''}
            options={[
              { value: '', label: t('today.onlyAll') },
              ...todayOnly.map((value) => ({ value, label: t(`today.onlyOf.${value}`) })),
            ]}
            onChange={(next) => change({ only: todayOnly.find((value) => value === next) })}
          />
        </div>
      )}
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && (
        <EmptyState
          icon={<Sunrise size={20} />}
          title={isFiltered ? t('today.nothingFound') : t('today.none')}
          text={isFiltered ? t('today.nothingFoundText') : t('today.noneText')}
        >
          {isFiltered && (
            <Button onClick={() => change({ location: '', band: undefined, carrier: undefined, only: undefined })}>
              {t('today.showAll')}
            </Button>
          )}
        </EmptyState>
      )}
      {first && rows.length > 0 && (
        <TodayList key={JSON.stringify(filter)} rows={rows} total={inBands[band ?? 'all']} onMore={fetchMore} locations={first.locations} />
      )}
      {hasNextPage && (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('today.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

/** Only where a label says by which carrier something goes. */
function CarrierSelect({
  page,
  carrier,
  onChange,
}: {
  page: Answer;
  carrier: string | undefined;
  onChange: (next: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const byCarrier = countsBy(page.counts ?? [], (count) => count.carrier);
  if ([...byCarrier.keys()].every((name) => name === '') && carrier === undefined) return null;
  return (
    <Select
      aria-label={t('today.carrier')}
      value={carrier ?? '*'}
      options={[
        { value: '*', label: t('today.allCarriers') },
        ...[...byCarrier].map(([name, rows]) => ({ value: name, label: `${name === '' ? t('today.noLabel') : name} ${rows}` })),
      ]}
      onChange={(next) => onChange(next === '*' ? undefined : next)}
    />
  );
}
