import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download, Search, Truck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ParcelView, parcelException, parcelState } from '#src/modules/tracking/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { apiUrl } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { ParcelBadges } from './parcel-badges.tsx';
import { ParcelDialog } from './parcel-dialog.tsx';
import { parcelSummaryQuery, parcelsQuery } from './parcel-queries.ts';

const route = getRouteApi('/parcels');
const kinds = ['all', 'any', ...parcelException.options] as const;

/** Parcels that left, filtered by where they are, what is wrong with them and who carries them. */
export function ParcelsPage() {
  const { t } = useTranslation();
  const { account, state, exception, carrier, text = '', open } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = {
    ...(account === undefined ? {} : { account }),
    ...(state === undefined ? {} : { state }),
    ...(exception === undefined ? {} : { exception }),
    ...(carrier === undefined ? {} : { carrier }),
    ...(text === '' ? {} : { text }),
  };
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...parcelsQuery(filter),
    placeholderData: (before) => before,
  });
  const { data: summary } = useQuery(parcelSummaryQuery(account));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Boolean(state ?? exception ?? carrier ?? (text || undefined));
  const change = (next: { [key in 'state' | 'exception' | 'carrier' | 'text' | 'open']?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...next }) as typeof before, replace: 'text' in next });
  const countOf = (kind: (typeof kinds)[number]) =>
    kind === 'all' ? summary?.parcels : kind === 'any' ? summary?.wrong : summary?.exceptions[kind];
  const shownKinds = kinds.filter((kind) => kind === 'all' || kind === 'any' || kind === exception || (countOf(kind) ?? 0) > 0);
  const [openAccount, openParcel] = open?.split('-') ?? [];
  return (
    <Page
      title={t('nav.parcels')}
      lead={t('parcels.lead')}
      actions={
        <a href={apiUrl('/parcels.csv', filter)} download="parcels.csv" className={buttonLook()}>
          <Download aria-hidden size={14} />
          {t('parcels.csv')}
        </a>
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        <SearchField value={text} onSearch={(next) => change({ text: next || undefined })} />
        <Select
          aria-label={t('parcels.state')}
          value={state ?? ''}
          options={[
            { value: '', label: t('parcels.allStates') },
            ...parcelState.options.map((value) => ({ value, label: `${t(`parcels.states.${value}`)} ${summary?.states[value] ?? 0}` })),
          ]}
          onChange={(next) => change({ state: next || undefined })}
        />
        <Select
          aria-label={t('parcels.carrier')}
          value={carrier ?? ''}
          options={[
            { value: '', label: t('parcels.allCarriers') },
            ...(summary?.carriers ?? []).map((each) => ({ value: each.carrier, label: `${each.carrier} ${each.parcels}` })),
          ]}
          onChange={(next) => change({ carrier: next || undefined })}
        />
      </div>
      <Segmented
        label={t('parcels.exceptionsOnly')}
        value={exception ?? 'all'}
        options={shownKinds.map((kind) => ({
          value: kind,
          label: `${kind === 'all' ? t('parcels.all') : kind === 'any' ? t('parcels.exceptionsOnly') : t(`parcels.exceptions.${kind}`)} ${countOf(kind) ?? 0}`,
        }))}
        onChange={(next) => change({ exception: next === 'all' ? undefined : next })}
      />
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && (
        <EmptyState
          icon={<Truck size={20} />}
          title={isFiltered ? t('parcels.nothingFound') : t('parcels.none')}
          text={isFiltered ? t('parcels.nothingFoundText') : t('parcels.noneText')}
        />
      )}
      {rows.length > 0 && (
        <ul className="card divide-y overflow-hidden">
          {rows.map((parcel) => (
            <Row
              key={`${parcel.accountId} ${parcel.parcelId}`}
              parcel={parcel}
              onOpen={() => change({ open: `${parcel.accountId}-${parcel.parcelId}` })}
            />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('parcels.more')}
          </Button>
        </div>
      )}
      {openAccount && openParcel && (
        <ParcelDialog accountId={openAccount} parcelId={openParcel} onClose={() => change({ open: undefined })} />
      )}
    </Page>
  );
}

function SearchField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  return (
    <form
      role="search"
      className="relative min-w-60 flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <Search aria-hidden size={15} className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint" />
      <input
        type="search"
        aria-label={t('parcels.search')}
        placeholder={t('parcels.search')}
        className="field-box w-full pl-8"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value === '') onSearch('');
        }}
      />
    </form>
  );
}

function Row({ parcel, onOpen }: { parcel: ParcelView; onOpen: () => void }) {
  const { t } = useTranslation();
  const zone = useZone(parcel.accountId);
  const expected = parcel.promisedAt ?? parcel.deliverBy;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-hover">
      <div className="min-w-0 flex-1 basis-56">
        <button type="button" className="max-w-full truncate font-mono text-xs text-accent hover:underline" onClick={onOpen}>
          {parcel.tracking}
        </button>
        <p className="truncate text-xs text-soft">{[parcel.carrier, parcel.service].filter(Boolean).join(' · ')}</p>
      </div>
      <div className="min-w-0 basis-44">
        <ParcelBadges parcel={parcel} />
      </div>
      <p className="basis-40 text-xs text-soft">
        {parcel.lastScanAt ? (
          <>
            {t('parcels.columns.lastScan')} <Ago at={parcel.lastScanAt} />
          </>
        ) : (
          t(parcel.state === 'label' ? 'parcels.labelled' : 'parcels.left', { time: formatTime(parcel.leftAt, 'dayTime', zone) })
        )}
        {expected && !parcel.deliveredAt && (
          <span className="block">
            {t(parcel.promisedAt ? 'parcels.columns.expected' : 'parcels.columns.wanted')} {formatTime(expected, 'day', zone)}
          </span>
        )}
      </p>
      <Link
        to="/orders/$accountId/$orderId"
        params={{ accountId: parcel.accountId, orderId: parcel.orderId }}
        className="font-mono text-xs text-soft hover:text-accent hover:underline"
      >
        {parcel.orderId}
      </Link>
    </li>
  );
}
