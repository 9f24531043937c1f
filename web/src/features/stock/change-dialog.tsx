import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type ProductDetails, stockOutcome } from '#src/modules/inventory/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { randomKey } from '../../lib/random-key.ts';
import { shelvesQuery } from './stock-queries.ts';

export type ChangeKind = 'receive' | 'count' | 'adjust' | 'move' | 'expect';

/** Receives, counts, adjusts or moves units of a product, or notes that some will come. */
export function ChangeDialog({ kind, product, onClose }: { kind: ChangeKind; product: ProductDetails; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: shelves } = useQuery(shelvesQuery);
  const [entry] = useState(randomKey);
  const bins = (shelves?.locations ?? [])
    .filter(({ active }) => active)
    .flatMap((location) =>
      location.bins.map(({ binId, name }) => ({
        value: binId,
        locationId: location.locationId,
        label: name ? `${location.name} · ${name}` : location.name,
      })),
    );
  const [chosenBin, setBin] = useState(product.bins[0]?.binId ?? '');
  const [chosenTarget, setTarget] = useState('');
  const [quantity, setQuantity] = useState('');
  const [reason, setReason] = useState('');
  const [ref, setRef] = useState('');
  const [expectedOn, setExpectedOn] = useState('');
  const bin = chosenBin || (bins[0]?.value ?? '');
  const target = chosenTarget || (bins.find(({ value }) => value !== bin)?.value ?? '');
  const there = product.bins.find(({ binId }) => binId === bin)?.onHand ?? 0;
  const units = /^-?\d{1,6}$/.test(quantity.trim()) ? Number(quantity) : undefined;
  const isFit =
    units !== undefined && (kind === 'adjust' ? units !== 0 && reason.trim() !== '' : kind === 'count' ? units >= 0 : units > 0);

  const save = useMutation({
    mutationFn: async () => {
      if (kind === 'expect') {
        const locationId = bins.find(({ value }) => value === bin)?.locationId;
        await api(z.unknown(), '/stock/deliveries', {
          json: { productId: product.productId, locationId, quantity: units, expectedOn: expectedOn || null, ref: ref.trim() },
        });
        return undefined;
      }
      const line = { productId: product.productId, binId: bin, quantity: units, ...(kind === 'move' ? { toBinId: target } : {}) };
      return api(stockOutcome, '/stock/changes', { json: { entry, kind, reason: reason.trim(), ref: ref.trim(), lines: [line] } });
    },
    onSuccess: (outcome) => {
      toast(outcome?.movements === 0 ? t('stock.noDifference') : t(`stock.done.${kind}`));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }),
  });
  return (
    <Dialog
      title={t(`stock.changes.${kind}`)}
      description={product.title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" form="stock-change" disabled={!isFit || bin === ''} busy={save.isPending}>
            {t(`stock.verbs.${kind}`)}
          </Button>
        </>
      }
    >
      <form
        id="stock-change"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isFit && bin !== '') save.mutate();
        }}
      >
        <Field
          label={t(`stock.howMany.${kind}`)}
          hint={kind === 'expect' ? undefined : t('stock.there', { count: there })}
          error={save.error?.message}
        >
          {(attributes) => (
            <input
              {...attributes}
              inputMode={kind === 'adjust' ? 'text' : 'numeric'}
              autoComplete="off"
              className="field-box w-40 text-right text-lg tabular-nums"
              value={quantity}
              onChange={(event) => setQuantity(event.target.value)}
            />
          )}
        </Field>
        <Field label={kind === 'move' ? t('stock.from') : t('stock.where')}>
          {(attributes) => <Select {...attributes} value={bin} options={bins} onChange={setBin} />}
        </Field>
        {kind === 'move' && (
          <Field label={t('stock.to')} hint={bins.length < 2 ? t('stock.oneBin') : undefined}>
            {(attributes) => (
              <Select {...attributes} value={target} options={bins.filter(({ value }) => value !== bin)} onChange={setTarget} />
            )}
          </Field>
        )}
        {kind === 'adjust' && (
          <Field label={t('stock.reason')} hint={t('stock.reasonHint')}>
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                value={reason}
                maxLength={200}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        )}
        {kind === 'expect' && (
          <Field label={t('stock.expectedOn')}>
            {(attributes) => (
              <input
                {...attributes}
                type="date"
                className="field-box w-44"
                value={expectedOn}
                onChange={(event) => setExpectedOn(event.target.value)}
              />
            )}
          </Field>
        )}
        {(kind === 'receive' || kind === 'expect') && (
          <Field label={t('stock.ref')} hint={t('stock.refHint')}>
            {(attributes) => (
              <input {...attributes} className="field-box" value={ref} maxLength={100} onChange={(event) => setRef(event.target.value)} />
            )}
          </Field>
        )}
      </form>
    </Dialog>
  );
}
