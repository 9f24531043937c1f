import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CalendarBody } from '#src/modules/calendar/contract.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Select } from '../../components/select.tsx';
import { weekdayName } from './day-names.ts';

type CutOffs = CalendarBody['cutOffs'];
type Props = { cutOffs: CutOffs; usual: string; onChange: (cutOffs: CutOffs) => void };

const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** Collections at another time than the usual one: of a weekday, a carrier, a service. */
export function CutOffFields({ cutOffs, usual, onChange }: Props) {
  const { t } = useTranslation();
  const change = (index: number, next: Partial<CutOffs[number]>) =>
    onChange(cutOffs.map((each, at) => (at === index ? { ...each, ...next } : each)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t('calendar.cutOffs')}</legend>
      <p className="text-xs text-faint">{t('calendar.cutOffsHint', { time: usual })}</p>
      {cutOffs.map((each, index) => (
        // Rows have no name of their own until they are saved.
        <div key={index} className="flex flex-wrap items-center gap-2">
          <Select
            aria-label={t('calendar.weekday')}
            value={String(each.weekday)}
            options={weekdays.map((weekday) => ({ value: String(weekday), label: weekdayName(weekday) }))}
            onChange={(next) => change(index, { weekday: Number(next) })}
          />
          <input
            type="time"
            required
            aria-label={t('calendar.time')}
            className="field-box w-28"
            value={each.at}
            onChange={(event) => change(index, { at: event.target.value })}
          />
          <input
            aria-label={t('calendar.carrier')}
            placeholder={t('calendar.anyCarrier')}
            maxLength={60}
            className="field-box w-36"
            value={each.carrier}
            onChange={(event) => change(index, { carrier: event.target.value })}
          />
          <input
            aria-label={t('calendar.service')}
            placeholder={t('calendar.anyService')}
            maxLength={100}
            className="field-box w-40"
            value={each.service}
            onChange={(event) => change(index, { service: event.target.value })}
          />
          <IconButton small label={t('calendar.remove')} onClick={() => onChange(cutOffs.filter((_, at) => at !== index))}>
            <X size={15} />
          </IconButton>
        </div>
      ))}
      <Button
        small
        className="self-start"
        onClick={() => onChange([...cutOffs, { weekday: nextDay(cutOffs), carrier: '', service: '', at: usual }])}
      >
        <Plus aria-hidden size={14} />
        {t('calendar.addCutOff')}
      </Button>
    </fieldset>
  );
}

/** The first weekday without a time of its own. */
const nextDay = (cutOffs: CutOffs): number =>
  weekdays.find((weekday) => !cutOffs.some((each) => each.weekday === weekday && each.carrier === '')) ?? 1;
