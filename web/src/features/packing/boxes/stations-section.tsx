import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackStation } from '#src/modules/packing/contract.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { Section } from '../../../components/page.tsx';
import { ProblemText } from '../../people/problem-text.tsx';
import { useSetupChange } from './use-setup-change.ts';

/** The places where parcels are packed. */
export function StationsSection({ stations }: { stations: readonly PackStation[] }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const change = useSetupChange(() => setName(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') change.mutate({ path: '/stations', method: 'POST', json: { name: name.trim() } });
  };
  const swap = ({ stationId, name: called, locationId, active }: PackStation) =>
    change.mutate({ path: `/stations/${stationId}`, method: 'PUT', json: { name: called, locationId, active: !active } });
  return (
    <Section title={t('boxes.stations')} flush>
      <ul className="divide-y">
        {stations.map((station) => (
          <li key={station.stationId} className="flex items-center gap-3 px-4 py-2">
            <span className="flex-1 font-medium">
              {station.name} {!station.active && <Badge>{t('boxes.archived')}</Badge>}
            </span>
            <Button
              small
              kind="quiet"
              aria-label={t(station.active ? 'boxes.archiveOf' : 'boxes.restoreOf', { name: station.name })}
              onClick={() => swap(station)}
            >
              {t(station.active ? 'boxes.archive' : 'boxes.restore')}
            </Button>
          </li>
        ))}
      </ul>
      <form className="flex flex-wrap items-center gap-2 border-t p-4" onSubmit={submit}>
        <input
          aria-label={t('boxes.newStation')}
          placeholder={t('boxes.newStation')}
          className="field-box min-w-40 flex-1"
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={name.trim() === ''} busy={change.isPending}>
          {t('common.add')}
        </Button>
        <div className="basis-full empty:hidden">
          <ProblemText error={change.error} />
        </div>
      </form>
    </Section>
  );
}
