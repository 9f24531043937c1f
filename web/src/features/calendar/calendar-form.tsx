import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarBody, CalendarView } from '#src/modules/calendar/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { bodyOf, calendarsQuery, saveCalendar } from './calendar-queries.ts';
import { CutOffFields } from './cut-off-fields.tsx';
import { HolidayFields } from './holiday-fields.tsx';

type Props = { calendar: CalendarView; countries: readonly string[]; onClose: () => void };

/** Sets when a location works; nothing counts before it is saved. */
export function CalendarForm({ calendar, countries, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState<CalendarBody>(() => bodyOf(calendar));
  const change = (next: Partial<CalendarBody>) => setDraft((before) => ({ ...before, ...next }));
  const save = useMutation({
    mutationFn: () => saveCalendar(calendar.locationId, draft),
    onSuccess: (answer) => {
      client.setQueryData(calendarsQuery.queryKey, answer);
      void client.invalidateQueries({ queryKey: ['today'] });
      toast(t('calendar.saved', { name: calendar.name }));
      onClose();
    },
  });
  return (
    <Section title={calendar.name}>
      <form
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 font-medium">{t('calendar.weekend')}</legend>
          <p className="mb-1 text-xs text-faint">{t('calendar.weekendHint')}</p>
          <div className="grid max-w-xl grid-cols-1 gap-1.5 sm:grid-cols-2">
            {(['saturday', 'sunday', 'premiumSaturday', 'premiumSunday'] as const).map((name) => (
              <label key={name} className="flex items-center gap-2">
                <input
                  type="checkbox"
                  className="size-4"
                  checked={draft[name]}
                  onChange={(event) => change({ [name]: event.target.checked })}
                />
                {t(`calendar.days.${name}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="grid max-w-3xl grid-cols-1 gap-4 sm:grid-cols-3">
          <NumberField
            label={t('calendar.handlingDays')}
            hint={t('calendar.handlingHint')}
            value={draft.handlingDays}
            most={30}
            onChange={(handlingDays) => change({ handlingDays })}
          />
          <Field label={t('calendar.orderUntil')} hint={t('calendar.orderUntilHint')}>
            {(attributes) => (
              <input
                {...attributes}
                type="time"
                required
                className="field-box"
                value={draft.orderUntil}
                onChange={(event) => change({ orderUntil: event.target.value })}
              />
            )}
          </Field>
          <NumberField
            label={t('calendar.safetyMinutes')}
            hint={t('calendar.safetyHint', { time: calendar.cutOff })}
            value={draft.safetyMinutes}
            most={720}
            onChange={(safetyMinutes) => change({ safetyMinutes })}
          />
        </div>
        <CutOffFields cutOffs={draft.cutOffs} usual={calendar.cutOff} onChange={(cutOffs) => change({ cutOffs })} />
        <HolidayFields
          holidays={draft.holidays}
          countries={countries}
          country={calendar.country}
          onChange={(holidays) => change({ holidays })}
        />
        {save.error && <ProblemPanel error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

type NumberProps = { label: string; hint: string; value: number; most: number; onChange: (value: number) => void };

const NumberField = ({ label, hint, value, most, onChange }: NumberProps) => (
  <Field label={label} hint={hint}>
    {(attributes) => (
      <input
        {...attributes}
        type="number"
        required
        min={0}
        max={most}
        className="field-box"
        value={value}
        onChange={(event) => onChange(event.target.valueAsNumber || 0)}
      />
    )}
  </Field>
);
