import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type WebhookView, webhookSecret } from '#src/modules/webhooks/contract.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { api } from '../../lib/api.ts';
import { useSession } from '../accounts/session.ts';
import { eventFamilies } from './webhook-queries.ts';

type Props = {
  /** `null`: a new one. */
  webhook: WebhookView | null;
  onSecret: (secret: string) => void;
  onClose: () => void;
};

/** Makes a webhook or changes one: whose orders, which address, which events. */
export function WebhookDialog({ webhook, onSecret, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const formId = useId();
  const { accounts } = useSession();
  const [accountId, setAccountId] = useState(webhook?.accountId ?? accounts[0]?.accountId ?? '');
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<readonly string[]>(webhook?.events ?? []);
  const families = [...eventFamilies, ...(webhook?.events ?? []).filter((event) => !eventFamilies.some((family) => family === event))];
  const save = useMutation({
    mutationFn: async () => {
      const json = { name: name.trim(), url: url.trim(), events };
      if (webhook) return void (await api(z.unknown(), `/webhooks/${accountId}/${webhook.webhookId}`, { method: 'PATCH', json }));
      onSecret((await api(webhookSecret, `/webhooks/${accountId}`, { json })).secret);
    },
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  const toggle = (event: string) =>
    setEvents((before) => (before.includes(event) ? before.filter((other) => other !== event) : [...before, event]));
  return (
    <Dialog
      title={webhook ? t('webhooks.edit') : t('webhooks.add')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={name.trim() === '' || url.trim() === ''} busy={save.isPending} type="submit" form={formId}>
            {webhook ? t('common.save') : t('webhooks.add')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && url.trim()) save.mutate();
        }}
      >
        <Field label={t('webhooks.name')}>
          {(attributes) => (
            <input {...attributes} className="field-box" value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('webhooks.url')} hint={t('webhooks.urlHint')} error={save.error?.message}>
          {(attributes) => (
            <input
              {...attributes}
              type="url"
              className="field-box font-mono"
              value={url}
              maxLength={2000}
              placeholder={t('webhooks.urlSample')}
              spellCheck={false}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        {!webhook && accounts.length > 1 && (
          <Field label={t('webhooks.account')}>
            {(attributes) => (
              <Select
                {...attributes}
                value={accountId}
                onChange={setAccountId}
                options={accounts.map((account) => ({ value: account.accountId, label: account.name }))}
              />
            )}
          </Field>
        )}
        <fieldset>
          <legend className="font-medium">{t('webhooks.events')}</legend>
          <p className="mb-2 text-xs text-faint">{t('webhooks.eventsHint')}</p>
          <ul className="grid gap-1.5 sm:grid-cols-2">
            {families.map((event) => (
              <li key={event}>
                <label className="flex items-center gap-2">
                  <TickBox checked={events.includes(event)} label={event} onToggle={() => toggle(event)} />
                  <code className="text-xs">{event}</code>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      </form>
    </Dialog>
  );
}
