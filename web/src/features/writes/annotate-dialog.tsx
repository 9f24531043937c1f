import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnnotateBody, outcomes } from '#src/modules/orders/contract.ts';
import { completions } from '#src/modules/search/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { useSession } from '../accounts/session.ts';
import type { ActionTarget } from './action-store.ts';
import { annotatePreview, changeOf, type Draft } from './annotate-draft.ts';
import { OutcomeList } from './outcome-list.tsx';

type Props = { kind: Draft['kind']; targets: readonly ActionTarget[]; onClose: () => void };

/** Tags, a note, an assignee or a hold for one or many orders, with what it changes for each beneath. */
export function AnnotateDialog({ kind, targets, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ kind, add: '', remove: [], note: '', assignee: '', hold: '' });
  const [wanted, setWanted] = useState(targets);
  const change = changeOf(draft);
  const lifts = kind === 'hold' && draft.hold.trim() === '';
  const preview = annotatePreview(draft, wanted);
  const affected = preview.filter((row) => row.outcome === 'will').length;
  const run = useMutation({
    mutationFn: (body: Omit<AnnotateBody, 'orders'>) =>
      api(outcomes, '/orders/annotate', { json: { orders: wanted.map(({ accountId, orderId }) => ({ accountId, orderId })), ...body } }),
    onSuccess: ({ outcomes: list }) => {
      if (list.every((each) => each.ok)) {
        toast(t('annotate.done', { count: list.length }));
        onClose();
      }
    },
    onSettled: () => {
      for (const name of ['order', 'orders', 'views', 'today'])
        void client.invalidateQueries({ queryKey: [name], refetchType: name === 'orders' ? 'none' : 'active' });
    },
  });
  const failed = run.data?.outcomes.filter((each) => !each.ok) ?? [];
  const again = () => {
    setWanted(wanted.filter((target) => failed.some((each) => each.orderId === target.orderId && each.accountId === target.accountId)));
    run.reset();
  };
  const submit = () => change && run.mutate(change);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (kind !== 'note' || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  };
  const footer = run.data ? (
    <>
      <Button onClick={onClose}>{t('common.close')}</Button>
      <Button kind="primary" onClick={again}>
        {t('flow.retryFailed', { count: failed.length })}
      </Button>
    </>
  ) : (
    <>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button kind="primary" disabled={!change || affected === 0} busy={run.isPending} onClick={submit}>
        {lifts ? t('annotate.release') : t(`actions.${kind}.run`)} {affected > 1 && `(${affected})`}
      </Button>
    </>
  );
  return (
    <Dialog title={t(`actions.${kind}.title`, { count: wanted.length })} onClose={onClose} footer={footer}>
      <div className="flex flex-col gap-4">
        {run.data ? (
          <OutcomeList
            rows={run.data.outcomes.map((each) => ({
              key: `${each.accountId}/${each.orderId}`,
              orderId: each.orderId,
              outcome: each.ok ? 'done' : 'failed',
              text: each.reason ?? '',
            }))}
          />
        ) : (
          <>
            <div role="presentation" onKeyDown={onKeyDown}>
              {kind === 'tag' && <TagFields draft={draft} setDraft={setDraft} targets={wanted} />}
              {kind === 'note' && (
                <Field label={t('annotate.note')}>
                  {(attributes) => (
                    <textarea
                      {...attributes}
                      className="field-box min-h-28"
                      maxLength={4000}
                      value={draft.note}
                      onChange={(event) => setDraft({ ...draft, note: event.target.value })}
                    />
                  )}
                </Field>
              )}
              {kind === 'assign' && <AssignField draft={draft} setDraft={setDraft} />}
              {kind === 'hold' && <HoldField draft={draft} setDraft={setDraft} />}
            </div>
            {run.error && <ProblemPanel error={run.error} />}
            {wanted.length > 1 && change && <OutcomeList rows={preview} />}
          </>
        )}
      </div>
    </Dialog>
  );
}

type FieldProps = { draft: Draft; setDraft: (draft: Draft) => void };

function TagFields({ draft, setDraft, targets }: FieldProps & { targets: readonly ActionTarget[] }) {
  const { t } = useTranslation();
  const used = useQuery({
    queryKey: ['complete', 'tag', ''],
    queryFn: ({ signal }) => api(completions, '/search/complete', { query: { key: 'tag', prefix: '' }, signal }),
  });
  const present = [...new Set(targets.flatMap((target) => target.tags))].sort();
  const toggle = (tag: string) =>
    setDraft({ ...draft, remove: draft.remove.includes(tag) ? draft.remove.filter((each) => each !== tag) : [...draft.remove, tag] });
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('annotate.addTags')} hint={t('annotate.addTagsHint')}>
        {(attributes) => (
          <input
            {...attributes}
            list="known-tags"
            className="field-box"
            value={draft.add}
            onChange={(event) => setDraft({ ...draft, add: event.target.value })}
          />
        )}
      </Field>
      <datalist id="known-tags">
        {used.data?.items.map((item) => (
          <option key={item.value} value={item.value} />
        ))}
      </datalist>
      {present.length > 0 && (
        <fieldset>
          <legend className="mb-1 font-medium">{t('annotate.removeTags')}</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {present.map((tag) => (
              <label key={tag} className="flex items-center gap-1.5">
                <input type="checkbox" className="size-4" checked={draft.remove.includes(tag)} onChange={() => toggle(tag)} />
                {tag}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}

function AssignField({ draft, setDraft }: FieldProps) {
  const { t } = useTranslation();
  const { person } = useSession();
  return (
    <Field label={t('annotate.assignee')} hint={t('annotate.assigneeHint')}>
      {(attributes) => (
        <div className="flex gap-2">
          <input
            {...attributes}
            className="field-box min-w-0 flex-1"
            maxLength={80}
            value={draft.assignee}
            onChange={(event) => setDraft({ ...draft, assignee: event.target.value })}
          />
          <Button onClick={() => setDraft({ ...draft, assignee: person.name })}>{t('annotate.me')}</Button>
        </div>
      )}
    </Field>
  );
}

function HoldField({ draft, setDraft }: FieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={t('annotate.hold')} hint={t('annotate.holdHint')}>
      {(attributes) => (
        <input
          {...attributes}
          className="field-box"
          maxLength={200}
          value={draft.hold}
          onChange={(event) => setDraft({ ...draft, hold: event.target.value })}
        />
      )}
    </Field>
  );
}
