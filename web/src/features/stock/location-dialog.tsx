import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { LocationBody, StockLocation } from '#src/modules/inventory/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { api } from '../../lib/api.ts';
import { browserZone } from '../../lib/format-time.ts';

const empty = (): LocationBody => ({
  name: '',
  country: '',
  region: '',
  timeZone: browserZone(),
  cutOff: '14:00',
  parcelCost: '0',
  currency: 'USD',
  active: true,
});

const fields = ['name', 'country', 'region', 'cutOff', 'parcelCost', 'currency'] as const;

/** A place where units lie: what allocation needs to know of it. */
export function LocationDialog({ location, onClose }: { location?: StockLocation; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState<LocationBody>(() => {
    if (!location) return empty();
    const { locationId: _id, bins: _bins, ...body } = location;
    return body;
  });
  const save = useMutation({
    mutationFn: () =>
      api(z.unknown(), location ? `/stock/locations/${location.locationId}` : '/stock/locations', {
        method: location ? 'PUT' : 'POST',
        json: draft,
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }),
  });
  const zones = [...new Set([draft.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  return (
    <Dialog
      title={location ? location.name : t('stock.newLocation')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={draft.name.trim() === ''} busy={save.isPending} onClick={() => save.mutate()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {fields.map((name) => (
          <Field
            key={name}
            label={t(`stock.fields.${name}`)}
            hint={t(`stock.fieldHints.${name}`)}
            error={name === 'name' ? save.error?.message : undefined}
          >
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                value={draft[name]}
                onChange={(event) =>
                  setDraft({
                    ...draft,
                    [name]: name === 'country' || name === 'currency' ? event.target.value.toUpperCase() : event.target.value,
                  })
                }
              />
            )}
          </Field>
        ))}
        <Field label={t('stock.fields.timeZone')}>
          {(attributes) => (
            <Select
              {...attributes}
              value={draft.timeZone}
              options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
              onChange={(timeZone) => setDraft({ ...draft, timeZone })}
            />
          )}
        </Field>
        <label className="flex items-center gap-2 self-end pb-2">
          <input
            type="checkbox"
            className="size-4"
            checked={draft.active}
            onChange={(event) => setDraft({ ...draft, active: event.target.checked })}
          />
          {t('stock.fields.active')}
        </label>
        {!draft.active && <p className="text-xs text-soft sm:col-span-2">{t('stock.notActive')}</p>}
      </div>
    </Dialog>
  );
}
