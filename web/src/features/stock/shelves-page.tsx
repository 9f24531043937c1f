import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { StockLocation } from '#src/modules/inventory/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { useMay } from '../accounts/session.ts';
import { ChannelsSection } from './channels-section.tsx';
import { LocationDialog } from './location-dialog.tsx';
import { shelvesQuery } from './stock-queries.ts';

const objectives = ['deadline', 'cost', 'distance', 'parcels'] as const;

/** Locations with their bins, and how orders are spread over them. */
export function ShelvesPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayManage = useMay('stock.manage');
  const [edited, setEdited] = useState<StockLocation | 'new' | null>(null);
  const { data, isPending, error, refetch } = useQuery(shelvesQuery);
  const choose = useMutation({
    mutationFn: (objective: (typeof objectives)[number]) => api(z.unknown(), '/stock/settings', { method: 'PUT', json: { objective } }),
    onError: (problem) => toast(problem.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['stock', 'shelves'] }),
  });
  return (
    <Page
      title={t('nav.shelves')}
      lead={t('stock.shelvesLead')}
      actions={
        mayManage && (
          <Button kind="primary" onClick={() => setEdited('new')}>
            <Plus aria-hidden size={15} />
            {t('stock.newLocation')}
          </Button>
        )
      }
    >
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && (
        <Section title={t('stock.objective')}>
          <div className="flex flex-col items-start gap-2">
            {mayManage ? (
              <Segmented
                label={t('stock.objective')}
                value={data.objective}
                options={objectives.map((value) => ({ value, label: t(`stock.objectives.${value}`) }))}
                onChange={(next) => choose.mutate(next)}
              />
            ) : (
              <p className="font-medium">{t(`stock.objectives.${data.objective}`)}</p>
            )}
            <p className="text-xs text-soft">{t(`stock.why.${data.objective}`)}</p>
          </div>
        </Section>
      )}
      {data?.locations.map((location) => (
        <Section
          key={location.locationId}
          title={location.name}
          actions={
            <>
              {!location.active && <Badge>{t('stock.inactive')}</Badge>}
              {mayManage && (
                <Button small onClick={() => setEdited(location)}>
                  {t('common.edit')}
                </Button>
              )}
            </>
          }
        >
          <LocationBody location={location} />
        </Section>
      ))}
      <ChannelsSection />
      {edited && <LocationDialog {...(edited === 'new' ? {} : { location: edited })} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function LocationBody({ location }: { location: StockLocation }) {
  const { t } = useTranslation();
  const mayChange = useMay('stock.change');
  const client = useQueryClient();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () => api(z.unknown(), `/stock/locations/${location.locationId}/bins`, { json: { name: name.trim() } }),
    onSuccess: () => setName(''),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['stock', 'shelves'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') add.mutate();
  };
  const bins = location.bins.filter((bin) => bin.name !== '');
  const place = [location.region, location.country].filter(Boolean).join(', ');
  return (
    <div className="flex flex-col gap-3">
      <p className="text-soft">
        {t('stock.leaves', { cutOff: location.cutOff, zone: location.timeZone.replaceAll('_', ' ') })}
        {place && ` · ${place}`}
        {Number(location.parcelCost) > 0 && ` · ${t('stock.perParcel', { cost: location.parcelCost, currency: location.currency })}`}
      </p>
      <ul className="flex flex-wrap gap-1.5">
        {bins.map((bin) => (
          <li key={bin.binId} className="rounded-md bg-sunken px-2 py-0.5 text-xs">
            {bin.name}
          </li>
        ))}
        {bins.length === 0 && <li className="text-xs text-faint">{t('stock.noBins')}</li>}
      </ul>
      {mayChange && (
        <form className="flex gap-2" onSubmit={submit}>
          <input
            aria-label={t('stock.newBin', { location: location.name })}
            placeholder={t('stock.binName')}
            className="field-box w-44"
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" disabled={name.trim() === ''} busy={add.isPending}>
            {t('stock.addBin')}
          </Button>
        </form>
      )}
    </div>
  );
}
