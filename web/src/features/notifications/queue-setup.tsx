import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { QueueBody } from '#src/modules/notifications/contract.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
import { arnOf, readQueueUrl } from './aws-policies.ts';
import { AwsSteps } from './aws-steps.tsx';

const empty = { queueUrl: '', region: '', endpoint: '', accessKeyId: '', secretAccessKey: '' };

/** The way to a queue: a checklist for AWS, whose texts follow the address that is typed, and the form that takes it. */
export function QueueSetup({ accountId, isChange, onSaved }: { accountId: string; isChange: boolean; onSaved: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form, setForm] = useState(empty);
  const [isOwn, setOwn] = useState(false);
  const set = (part: Partial<typeof empty>) => setForm((before) => ({ ...before, ...part }));
  const found = readQueueUrl(form.queueUrl);
  const region = isOwn ? form.region : (found?.region ?? '');
  const save = useMutation({
    mutationFn: () => {
      const { queueUrl, endpoint, accessKeyId, secretAccessKey } = form;
      const body: QueueBody = { queueUrl: queueUrl.trim(), region, accessKeyId, secretAccessKey, ...(isOwn ? { endpoint } : {}) };
      return api(z.unknown(), `/notifications/${accountId}/queue`, { method: 'PUT', json: body });
    },
    onSuccess: () => {
      // Secrets do not stay in the page once the desk has them sealed.
      setForm(empty);
      toast(t('notifications.setup.saved'));
      onSaved();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  });
  const fields = save.error instanceof ApiProblem ? save.error.fields : [];
  const wrong = (name: string) => fields.find(({ field }) => field.includes(name))?.message;
  const isKnown = ['queueUrl', 'region', 'endpoint', 'accessKeyId', 'secretAccessKey'].some((name) => wrong(name));
  const complete = form.queueUrl.trim() !== '' && form.accessKeyId !== '' && form.secretAccessKey !== '' && region !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete) save.mutate();
  };
  const shownUrlProblem = form.queueUrl !== '' && !isOwn && !found ? t('notifications.setup.urlWrong') : undefined;
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
      <AwsSteps arn={found ? arnOf(found) : undefined} />
      <form className="card flex flex-col gap-4 p-4" onSubmit={submit} autoComplete="off">
        <h3 className="font-semibold">{isChange ? t('notifications.setup.changeTitle') : t('notifications.setup.title')}</h3>
        <Field label={t('notifications.setup.url')} hint={t('notifications.setup.urlHint')} error={wrong('queueUrl') ?? shownUrlProblem}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              value={form.queueUrl}
              spellCheck={false}
              placeholder={t('notifications.sampleUrl')}
              onChange={(event) => set({ queueUrl: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('notifications.setup.keyId')} error={wrong('accessKeyId')}>
          {(attributes) => (
            <input
              {...attributes}
              className="field-box"
              value={form.accessKeyId}
              spellCheck={false}
              onChange={(event) => set({ accessKeyId: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('notifications.setup.secret')} hint={t('notifications.setup.secretHint')} error={wrong('secretAccessKey')}>
          {(attributes) => (
            <input
              {...attributes}
              type="password"
              autoComplete="new-password"
              className="field-box"
              value={form.secretAccessKey}
              onChange={(event) => set({ secretAccessKey: event.target.value })}
            />
          )}
        </Field>
        <details open={isOwn} onToggle={(event) => setOwn(event.currentTarget.open)}>
          <summary className="text-soft">{t('notifications.setup.own')}</summary>
          <div className="mt-3 flex flex-col gap-4">
            <Field label={t('notifications.setup.endpoint')} hint={t('notifications.setup.endpointHint')} error={wrong('endpoint')}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="field-box"
                  value={form.endpoint}
                  spellCheck={false}
                  onChange={(event) => set({ endpoint: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('notifications.setup.region')} error={wrong('region')}>
              {(attributes) => (
                <input
                  {...attributes}
                  className="field-box"
                  value={form.region}
                  spellCheck={false}
                  placeholder={t('notifications.sampleRegion')}
                  onChange={(event) => set({ region: event.target.value })}
                />
              )}
            </Field>
          </div>
        </details>
        {save.error && !isKnown && (
          <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2 break-words text-bad">
            {save.error.message}
          </p>
        )}
        <Button type="submit" kind="primary" disabled={!complete} busy={save.isPending}>
          {t('notifications.setup.save')}
        </Button>
      </form>
    </div>
  );
}
