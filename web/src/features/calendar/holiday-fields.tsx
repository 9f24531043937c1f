import { useMutation } from '@tanstack/react-query';
import { FileUp, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Holiday } from '#src/modules/calendar/contract.ts';
import { Button, buttonLook, IconButton } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import { useNow } from '../../lib/desk-clock.ts';
import { locale } from '../../lib/language.ts';
import { askNational, joined, readHolidayFile } from './calendar-queries.ts';
import { dayName } from './day-names.ts';

type Props = { holidays: readonly Holiday[]; countries: readonly string[]; country: string; onChange: (holidays: Holiday[]) => void };

/** Days off: one by one, those of a country, or a file of them. */
export function HolidayFields({ holidays, countries, country, onChange }: Props) {
  const { t } = useTranslation();
  const year = useNow().getUTCFullYear();
  const [nation, setNation] = useState(countries.includes(country) ? country : 'US');
  const [day, setDay] = useState('');
  const [name, setName] = useState('');
  const add = (more: readonly Holiday[]) => onChange(joined(holidays, more));
  const national = useMutation({ mutationFn: () => askNational(nation, year), onSuccess: add });
  const file = useMutation({ mutationFn: readHolidayFile, onSuccess: (list) => add(list.holidays) });
  const countryName = new Intl.DisplayNames([locale()], { type: 'region' });
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">{t('calendar.holidays')}</legend>
      <p className="text-xs text-faint">{t('calendar.holidaysHint')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={t('calendar.country')}
          value={nation}
          options={countries.map((code) => ({ value: code, label: countryName.of(code) ?? code }))}
          onChange={setNation}
        />
        <Button small busy={national.isPending} onClick={() => national.mutate()}>
          {t('calendar.addNational', { from: year, to: year + 1 })}
        </Button>
        <label className={`${buttonLook({ small: true })} cursor-pointer has-focus-visible:outline-2`}>
          <FileUp aria-hidden size={14} />
          {t('calendar.file')}
          <input
            type="file"
            accept=".csv,.txt,.ics,text/csv,text/calendar"
            className="sr-only"
            onChange={(event) => {
              const [chosen] = event.target.files ?? [];
              if (chosen) file.mutate(chosen);
              event.target.value = '';
            }}
          />
        </label>
      </div>
      {(national.error ?? file.error) && <ProblemPanel error={national.error ?? file.error} />}
      {file.data && (
        <p role="status" className="text-xs text-soft">
          {t('calendar.fileRead', { count: file.data.holidays.length })}
          {file.data.problems.length > 0 && (
            <span className="text-warn">
              {' '}
              {t('calendar.fileProblems', {
                count: file.data.problems.length,
                lines: file.data.problems
                  .slice(0, 5)
                  .map(({ line }) => line)
                  .join(', '),
              })}
            </span>
          )}
        </p>
      )}
      {holidays.length > 0 && (
        <ul className="grid grid-cols-1 gap-x-6 sm:grid-cols-2 lg:grid-cols-3">
          {holidays.map((holiday) => (
            <li key={holiday.day} className="flex min-h-8 items-center gap-2">
              <span className="w-24 shrink-0 tabular-nums">{dayName(holiday.day)}</span>
              <span className="min-w-0 flex-1 truncate text-soft">{holiday.name}</span>
              <IconButton
                small
                label={t('calendar.removeDay', { day: dayName(holiday.day) })}
                onClick={() => onChange(holidays.filter((each) => each.day !== holiday.day))}
              >
                <X size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <input
          type="date"
          aria-label={t('calendar.day')}
          className="field-box w-40"
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        <input
          aria-label={t('calendar.name')}
          placeholder={t('calendar.name')}
          maxLength={80}
          className="field-box w-56"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          small
          disabled={day === ''}
          onClick={() => {
            add([{ day, name: name.trim() }]);
            setDay('');
            setName('');
          }}
        >
          <Plus aria-hidden size={14} />
          {t('calendar.addDay')}
        </Button>
      </div>
    </fieldset>
  );
}
