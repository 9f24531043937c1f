import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoxBody, PackBox } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import { ProblemText } from '../../people/problem-text.tsx';
import { millimetres } from './measures.ts';
import { useSetupChange } from './use-setup-change.ts';

const sides = ['length', 'width', 'height'] as const;
type Sides = readonly [string, string, string];
const typed = (size: readonly [number, number, number] | undefined): Sides =>
  size ? [String(size[0] / 10), String(size[1] / 10), String(size[2] / 10)] : ['', '', ''];

/** A box: what fits into it, how large it is outside, what it weighs. */
export function BoxDialog({ box, onClose }: { box: PackBox | null; onClose: () => void }) {
  const { t } = useTranslation();
  const save = useSetupChange(onClose);
  const [name, setName] = useState(box?.name ?? '');
  const [code, setCode] = useState(box?.code ?? '');
  const [outer, setOuter] = useState<Sides>(typed(box?.outer));
  const [inner, setInner] = useState<Sides>(typed(box?.inner));
  const [tare, setTare] = useState(box ? String(box.tare) : '');
  const [most, setMost] = useState(box?.maxWeight ? String(box.maxWeight / 1_000) : '');

  const body = bodyOf({ name, code, outer, inner, tare, most });
  const path = box ? `/boxes/${box.boxId}` : '/boxes';
  const send = (active: boolean) => {
    if (body) save.mutate({ path, method: box ? 'PUT' : 'POST', json: { ...body, active } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(box?.active ?? true);
  };
  const threeFields = (of: 'outer' | 'inner', values: Sides, set: (next: Sides) => void) => (
    <fieldset>
      <legend className="mb-1 font-medium">{t(`boxes.${of}`)}</legend>
      <div className="grid grid-cols-3 gap-2">
        {sides.map((side, index) => (
          <input
            key={side}
            aria-label={`${t(`boxes.${of}`)}: ${t(`boxes.${side}`)}`}
            placeholder={t(`boxes.${side}`)}
            inputMode="decimal"
            className="field-box"
            value={values[index]}
            onChange={(event) => {
              const next: [string, string, string] = [...values];
              next[index] = event.target.value;
              set(next);
            }}
          />
        ))}
      </div>
    </fieldset>
  );
  return (
    <Dialog
      title={box ? t('boxes.editOf', { name: box.name }) : t('boxes.add')}
      onClose={onClose}
      footer={
        <>
          {box && (
            <Button kind="danger" className="mr-auto" disabled={!body} busy={save.isPending} onClick={() => send(!box.active)}>
              {t(box.active ? 'boxes.archive' : 'boxes.restore')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="box" kind="primary" disabled={!body} busy={save.isPending}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form id="box" className="flex flex-col gap-4" onSubmit={submit}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('boxes.name')}>
            {(attributes) => (
              <input {...attributes} className="field-box" value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Field label={t('boxes.code')} hint={t('boxes.codeHint')}>
            {(attributes) => (
              <input
                {...attributes}
                className="field-box"
                value={code}
                maxLength={60}
                autoComplete="off"
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
        </div>
        {threeFields('outer', outer, setOuter)}
        {threeFields('inner', inner, setInner)}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('boxes.tare')}>
            {(attributes) => (
              <input
                {...attributes}
                inputMode="numeric"
                className="field-box"
                value={tare}
                onChange={(event) => setTare(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('boxes.most')} hint={t('boxes.mostHint')}>
            {(attributes) => (
              <input
                {...attributes}
                inputMode="decimal"
                className="field-box"
                value={most}
                onChange={(event) => setMost(event.target.value)}
              />
            )}
          </Field>
        </div>
        <ProblemText error={save.error} />
      </form>
    </Dialog>
  );
}

type Typed = { name: string; code: string; outer: Sides; inner: Sides; tare: string; most: string };

/** What the desk takes; undefined while something is missing or no measure. Without inner measures the outer ones stand. */
function bodyOf({ name, code, outer, inner, tare, most }: Typed): Omit<BoxBody, 'active'> | undefined {
  const outside = sizeOf(outer);
  const inside = inner.every((side) => side.trim() === '') ? outside : sizeOf(inner);
  const grams = /^\d{1,5}$/.test(tare.trim()) ? Number(tare) : undefined;
  const limit = most.trim() === '' ? null : Math.round(Number(most.replace(',', '.')) * 1_000);
  if (name.trim() === '' || code.trim() === '' || !outside || !inside || grams === undefined) return undefined;
  if (limit !== null && !(limit >= 1 && limit <= 100_000)) return undefined;
  return { name: name.trim(), code: code.trim(), outer: outside, inner: inside, tare: grams, maxWeight: limit };
}

function sizeOf(texts: Sides): [number, number, number] | undefined {
  const [length, width, height] = texts.map(millimetres);
  return length === undefined || width === undefined || height === undefined ? undefined : [length, width, height];
}
