import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { productMeasures } from '#src/modules/packing/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { useMay } from '../accounts/session.ts';
import { ProblemText } from '../people/problem-text.tsx';
import { millimetres } from './boxes/measures.ts';
import { measuresQuery } from './pack-queries.ts';

type Measures = z.infer<typeof productMeasures>;

/** What packing must know of a product: its weight and size, and whether each unit has a serial number. */
export function MeasuresSection({ productId }: { productId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(measuresQuery(productId));
  if (!data) return null;
  return (
    <Section title={t('measures.title')}>
      <MeasuresForm key={JSON.stringify(data)} productId={productId} measures={data} />
    </Section>
  );
}

const sides = ['length', 'width', 'height'] as const;

function MeasuresForm({ productId, measures }: { productId: string; measures: Measures }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayChange = useMay('stock.change');
  const [grams, setGrams] = useState(measures.grams === null ? '' : String(measures.grams));
  const [size, setSize] = useState(() => sides.map((_, index) => (measures.size ? String((measures.size[index] ?? 0) / 10) : '')));
  const [serials, setSerials] = useState(measures.serials);
  const save = useMutation({
    mutationFn: (json: unknown) => api(productMeasures, `/packing/products/${productId}/measures`, { method: 'PUT', json }),
    onSuccess: (saved) => {
      client.setQueryData(measuresQuery(productId).queryKey, saved);
      toast(t('measures.saved'));
    },
  });
  const weight = grams.trim() === '' ? null : /^\d{1,6}$/.test(grams.trim()) && Number(grams) >= 1 ? Number(grams) : undefined;
  const typed = size.map(millimetres);
  const outside = size.every((side) => side.trim() === '') ? null : typed.every((side) => side !== undefined) ? typed : undefined;
  const isValid = weight !== undefined && outside !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) save.mutate({ grams: weight, size: outside, serials });
  };
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!mayChange} className="flex flex-col gap-4">
        <legend className="sr-only">{t('measures.title')}</legend>
        <div className="grid gap-4 sm:grid-cols-4">
          <Field
            label={t('measures.grams')}
            hint={measures.learnt ? t('measures.learnt', { grams: measures.learnt.grams, count: measures.learnt.parcels }) : undefined}
          >
            {(attributes) => (
              <input
                {...attributes}
                inputMode="numeric"
                className="field-box"
                value={grams}
                onChange={(event) => setGrams(event.target.value)}
              />
            )}
          </Field>
          {sides.map((side, index) => (
            <Field key={side} label={t(`measures.${side}`)}>
              {(attributes) => (
                <input
                  {...attributes}
                  inputMode="decimal"
                  className="field-box"
                  value={size[index]}
                  onChange={(event) => setSize(size.with(index, event.target.value))}
                />
              )}
            </Field>
          ))}
        </div>
        <label className="flex items-center gap-2">
          <input type="checkbox" className="size-4" checked={serials} onChange={(event) => setSerials(event.target.checked)} />
          {t('measures.serials')}
        </label>
        <ProblemText error={save.error} />
        {mayChange && (
          <Button type="submit" className="self-start" disabled={!isValid} busy={save.isPending}>
            {t('common.save')}
          </Button>
        )}
      </fieldset>
    </form>
  );
}
