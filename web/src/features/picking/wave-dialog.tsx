import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedRule, WaveRule } from '#src/modules/picking/contract.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { toast } from '../../components/toasts.tsx';
import { randomKey } from '../../lib/random-key.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useMay } from '../accounts/session.ts';
import { shelvesQuery } from '../stock/stock-queries.ts';
import { dropRule, makeWave, rulesQuery, saveRule } from './picking-queries.ts';
import { draftOf, emptyDraft, type RuleDraft, RuleFields, ruleOf } from './rule-fields.tsx';
import { WavePreviewList } from './wave-preview.tsx';

/** A new wave: its rule, and beside it which orders it would take and why others stay out. */
export function WaveDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: shelves } = useQuery(shelvesQuery);
  const first = shelves?.locations.find(({ active }) => active)?.locationId ?? '';
  const [changed, setDraft] = useState<RuleDraft | null>(null);
  const draft = changed ?? emptyDraft(first);
  const [name, setName] = useState('');
  const [key] = useState(randomKey);
  const rule = ruleOf(draft);
  // As text, because a rule that says the same is the same.
  const shown = useDebounced(JSON.stringify(rule), 300);
  const make = useMutation({
    mutationFn: (release: boolean) => makeWave({ key, name: name.trim(), rule, release }),
    onSuccess: ({ waveId }) => {
      void client.invalidateQueries({ queryKey: ['waves'] });
      void navigate({ to: '/waves/$waveId', params: { waveId } });
      onClose();
    },
  });
  return (
    <Dialog
      wide
      title={t('waves.new')}
      onClose={onClose}
      footer={
        <>
          {make.error && (
            <p role="alert" className="mr-auto text-bad">
              {make.error.message}
            </p>
          )}
          <Button disabled={make.isPending} onClick={() => make.mutate(false)}>
            {t('waves.makeOnly')}
          </Button>
          <Button kind="primary" busy={make.isPending} onClick={() => make.mutate(true)}>
            {t('waves.make')}
          </Button>
        </>
      }
    >
      <div className="grid gap-6 md:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <RuleChoice onChoose={(saved) => setDraft(draftOf(saved.rule))} />
          <RuleFields draft={draft} onChange={setDraft} />
          <Field label={t('waves.name')} hint={t('waves.nameHint')}>
            {(attributes) => (
              <input {...attributes} className="field-box" maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <RuleKeeper rule={rule} />
        </div>
        {rule.locationId !== '' && <WavePreviewList text={shown} />}
      </div>
    </Dialog>
  );
}

/** Rules that were saved; somebody who may set up the floor removes one. */
function RuleChoice({ onChoose }: { onChoose: (saved: SavedRule) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayManage = useMay('floor.manage');
  const { data: rules = [] } = useQuery(rulesQuery);
  const [chosen, setChosen] = useState('');
  const drop = useMutation({
    mutationFn: () => dropRule(chosen),
    onSuccess: () => {
      setChosen('');
      return client.invalidateQueries({ queryKey: rulesQuery.queryKey });
    },
    onError: (error) => toast(error.message, 'bad'),
  });
  if (rules.length === 0) return null;
  return (
    <Field label={t('waves.rule.saved')}>
      {(attributes) => (
        <span className="flex gap-1">
          <Select
            {...attributes}
            className="flex-1"
            value={chosen}
            options={[{ value: '', label: t('waves.rule.none') }, ...rules.map((each) => ({ value: each.ruleId, label: each.name }))]}
            onChange={(ruleId) => {
              setChosen(ruleId);
              const saved = rules.find((each) => each.ruleId === ruleId);
              if (saved) onChoose(saved);
            }}
          />
          {mayManage && chosen !== '' && (
            <IconButton label={t('waves.rule.drop')} busy={drop.isPending} onClick={() => drop.mutate()}>
              <Trash2 size={15} />
            </IconButton>
          )}
        </span>
      )}
    </Field>
  );
}

/** Keeps the rule under a name, for the next wave of its kind. */
function RuleKeeper({ rule }: { rule: WaveRule }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: () => saveRule(name.trim(), rule),
    onSuccess: () => {
      toast(t('waves.rule.savedAs', { name: name.trim() }));
      setName('');
      return client.invalidateQueries({ queryKey: rulesQuery.queryKey });
    },
    onError: (error) => toast(error.message, 'bad'),
  });
  if (!useMay('floor.manage')) return null;
  return (
    <form
      className="flex items-end gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') save.mutate();
      }}
    >
      <div className="min-w-0 flex-1">
        <Field label={t('waves.rule.save')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box w-full"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Button type="submit" disabled={name.trim() === ''} busy={save.isPending}>
        {t('waves.rule.saveRun')}
      </Button>
    </form>
  );
}
