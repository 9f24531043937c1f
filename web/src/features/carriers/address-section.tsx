import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelSettingsBody } from '#src/modules/labels/contract.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { useMay } from '../accounts/session.ts';
import { shelvesQuery } from '../stock/stock-queries.ts';
import { AddressDialog, type FromAddress } from './address-dialog.tsx';
import { useSaveSettings } from './carrier-queries.ts';

/** Where parcels leave from: one address, and others for locations that have their own. */
export function AddressSection({ accountId, settings }: { accountId: string; settings: LabelSettingsBody }) {
  const { t } = useTranslation();
  const maySeeStock = useMay('stock.read');
  const shelves = useQuery({ ...shelvesQuery, enabled: maySeeStock });
  const [edited, setEdited] = useState<{ locationId: string | null; name: string } | null>(null);
  const save = useSaveSettings(accountId, settings);
  const { address, byLocation = {} } = settings.shipFrom;
  const active = shelves.data?.locations.filter((location) => location.active || byLocation[location.locationId]) ?? [];
  const locations = active.length > 1 || Object.keys(byLocation).length > 0 ? active : [];
  const put = (locationId: string | null, next: FromAddress | null) => {
    const { [locationId ?? '']: _before, ...others } = byLocation;
    const shipFrom =
      locationId === null
        ? { ...settings.shipFrom, address: next ?? undefined }
        : { address, byLocation: next ? { ...others, [locationId]: next } : others };
    save.mutate({ shipFrom }, { onSuccess: () => setEdited(null) });
  };
  const rows = [
    { locationId: null, name: t(locations.length > 0 ? 'carriers.everywhere' : 'carriers.from'), own: address },
    ...locations.map(({ locationId, name }) => ({ locationId, name, own: byLocation[locationId] })),
  ];
  return (
    <Section title={t('carriers.from')} flush>
      <ul className="divide-y">
        {rows.map(({ locationId, name, own }) => (
          <li key={locationId ?? 'all'} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
            <div className="min-w-0 flex-1 basis-64">
              {locations.length > 0 && <p className="font-medium">{name}</p>}
              <p className={own || locationId ? 'break-words text-soft' : 'text-warn'}>
                {own ? inOneLine(own) : t(locationId === null ? 'carriers.noFrom' : 'carriers.sameAsAll')}
              </p>
            </div>
            <Button small aria-label={t('carriers.editFrom', { name })} onClick={() => setEdited({ locationId, name })}>
              {t('common.edit')}
            </Button>
          </li>
        ))}
      </ul>
      {edited && (
        <AddressDialog
          title={edited.name}
          address={edited.locationId === null ? address : byLocation[edited.locationId]}
          busy={save.isPending}
          error={save.error}
          onRemove={edited.locationId !== null && byLocation[edited.locationId] ? () => put(edited.locationId, null) : undefined}
          onSave={(next) => put(edited.locationId, next)}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}

const inOneLine = ({ name, company, lines, city, region, postalCode, country }: FromAddress): string =>
  [name, company, ...lines, [postalCode, city, region].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
