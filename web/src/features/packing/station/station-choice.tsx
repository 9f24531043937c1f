import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MonitorCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PackSetup, packSetup } from '#src/modules/packing/contract.ts';
import { Button, buttonLook } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { api } from '../../../lib/api.ts';
import { useMay } from '../../accounts/session.ts';
import { ProblemText } from '../../people/problem-text.tsx';
import { setupQuery } from '../pack-queries.ts';
import { setStationSettings } from './station-settings.ts';

/** Says where this screen stands. Asked once in a browser. */
export function StationChoice({ setup }: { setup: PackSetup }) {
  const { t } = useTranslation();
  const mayManage = useMay('floor.manage');
  const stations = setup.stations.filter(({ active }) => active);
  return (
    <div className="quiet-scroll h-full overflow-y-auto">
      <div className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-12">
        <div className="flex flex-col gap-1">
          <h1 className="text-3xl font-semibold tracking-tight">{t('pack.whichStation')}</h1>
          <p className="text-base text-soft">{t('pack.whichStationText')}</p>
        </div>
        {stations.length > 0 && (
          <ul className="flex flex-col gap-2">
            {stations.map(({ stationId, name }) => (
              <li key={stationId}>
                <button
                  type="button"
                  className="card flex w-full items-center gap-3 px-5 py-4 text-left text-2xl font-medium hover:bg-hover"
                  onClick={() => setStationSettings({ stationId })}
                >
                  <MonitorCheck aria-hidden size={24} className="text-faint" />
                  {name}
                </button>
              </li>
            ))}
          </ul>
        )}
        {mayManage ? <NewStation /> : stations.length === 0 && <p className="text-base">{t('pack.noStation')}</p>}
        <Link to="/orders" className={buttonLook({ kind: 'quiet' })}>
          {t('pack.backToDesk')}
        </Link>
      </div>
    </div>
  );
}

function NewStation() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: () => api(packSetup, '/packing/stations', { json: { name: name.trim() } }),
    onSuccess: (setup) => {
      client.setQueryData(setupQuery.queryKey, setup);
      const made = setup.stations.find((station) => station.name === name.trim());
      if (made) setStationSettings({ stationId: made.stationId });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') make.mutate();
  };
  return (
    <form className="card flex flex-col gap-3 p-5" onSubmit={submit}>
      <Field label={t('pack.newStation')} hint={t('pack.newStationHint')}>
        {(attributes) => (
          <input
            {...attributes}
            className="field-box text-base"
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <ProblemText error={make.error} />
      <Button type="submit" kind="primary" className="self-start" disabled={name.trim() === ''} busy={make.isPending}>
        {t('pack.makeStation')}
      </Button>
    </form>
  );
}
