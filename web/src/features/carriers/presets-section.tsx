import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelSettingsBody } from '#src/modules/labels/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { draftOf, emptyDraft, ParcelFields, parcelOf } from '../labels/parcel-fields.tsx';
import { useSaveSettings } from './carrier-queries.ts';

type Preset = LabelSettingsBody['presets'][number];

/** What orders are packed in. */
export function PresetsSection({ accountId, settings }: { accountId: string; settings: LabelSettingsBody }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<number | null>(null);
  const save = useSaveSettings(accountId, settings);
  const { presets } = settings;
  const put = (next: Preset | null) => {
    const others = presets.filter((_, index) => index !== edited).map((each) => (next?.isDefault ? { ...each, isDefault: false } : each));
    const at = edited ?? others.length;
    save.mutate({ presets: next ? [...others.slice(0, at), next, ...others.slice(at)] : others }, { onSuccess: () => setEdited(null) });
  };
  return (
    <Section
      title={t('carriers.presets')}
      flush
      actions={
        <Button small kind="quiet" onClick={() => setEdited(presets.length)}>
          <Plus aria-hidden size={14} />
          {t('carriers.addPreset')}
        </Button>
      }
    >
      <p className="px-4 py-3 text-soft">{t(presets.length > 0 ? 'carriers.presetsText' : 'carriers.noPresets')}</p>
      <ul className="divide-y border-t empty:border-t-0">
        {presets.map((preset, index) => (
          <li key={preset.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <span className="font-medium">{preset.name}</span>
            <span className="text-soft tabular-nums">{sizeOf(preset.parcel)}</span>
            {preset.isDefault && <Badge tone="accent">{t('carriers.forAll')}</Badge>}
            {preset.skus.length > 0 && <Badge>{t('carriers.forSkus', { count: preset.skus.length })}</Badge>}
            {preset.upTo !== null && <Badge>{t('carriers.upTo', { count: preset.upTo })}</Badge>}
            <span className="flex-1" />
            <Button small onClick={() => setEdited(index)}>
              {t('common.edit')}
            </Button>
          </li>
        ))}
      </ul>
      {edited !== null && (
        <PresetDialog
          preset={presets[edited]}
          taken={presets.filter((_, index) => index !== edited).map(({ name }) => name)}
          busy={save.isPending}
          error={save.error}
          onSave={put}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}

const sizeOf = ({ length, width, height, lengthUnit, weight, weightUnit }: Preset['parcel']): string =>
  `${length} × ${width} × ${height} ${lengthUnit}, ${weight} ${weightUnit}`;

type Props = {
  preset: Preset | undefined;
  taken: readonly string[];
  busy: boolean;
  error: unknown;
  onSave: (preset: Preset | null) => void;
  onClose: () => void;
};

function PresetDialog({ preset, taken, busy, error, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(preset?.name ?? '');
  const [parcel, setParcel] = useState(() => (preset ? draftOf(preset.parcel) : emptyDraft));
  const [skus, setSkus] = useState(preset?.skus.join('\n') ?? '');
  const [upTo, setUpTo] = useState(preset?.upTo?.toString() ?? '');
  const [isDefault, setDefault] = useState(preset?.isDefault ?? taken.length === 0);
  const size = parcelOf(parcel);
  const isReady = name.trim() !== '' && !taken.includes(name.trim()) && size !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || !size) return;
    const most = Math.floor(Number(upTo));
    const named = [...new Set(skus.split('\n').map((sku) => sku.trim()))].filter(Boolean);
    onSave({ name: name.trim(), parcel: size, skus: named, upTo: most > 0 ? most : null, isDefault });
  };
  return (
    <Dialog
      title={preset?.name ?? t('carriers.addPreset')}
      onClose={onClose}
      footer={
        <>
          {preset && (
            <Button kind="danger" className="mr-auto" busy={busy} onClick={() => onSave(null)}>
              {t('carriers.remove')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="preset" kind="primary" disabled={!isReady} busy={busy}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form id="preset" className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t('carriers.presetName')} error={taken.includes(name.trim()) ? t('carriers.presetTaken') : undefined}>
          {(attributes) => (
            <input {...attributes} className="field-box" value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <ParcelFields value={parcel} onChange={setParcel} />
        <label className="flex items-center gap-2">
          <input type="checkbox" className="size-4" checked={isDefault} onChange={(event) => setDefault(event.target.checked)} />
          {t('carriers.presetDefault')}
        </label>
        <Field label={t('carriers.presetSkus')} hint={t('carriers.presetSkusHint')}>
          {(attributes) => (
            <textarea
              {...attributes}
              className="field-box min-h-20 font-mono"
              rows={3}
              spellCheck={false}
              value={skus}
              onChange={(event) => setSkus(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('carriers.presetUpTo')}>
          {(attributes) => (
            <input
              {...attributes}
              type="number"
              min={1}
              className="field-box w-28"
              value={upTo}
              onChange={(event) => setUpTo(event.target.value)}
            />
          )}
        </Field>
      </form>
      {error !== null && error !== undefined && <ProblemPanel error={error} />}
    </Dialog>
  );
}
