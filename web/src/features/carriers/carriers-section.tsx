import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SettingsView, settingsView } from '#src/modules/labels/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { labelSettingsQuery } from '../labels/label-queries.ts';
import { testCarrier } from './carrier-queries.ts';

type Carrier = SettingsView['carriers'][number];
type Change = { kind: Carrier['kind']; enabled: boolean; key?: string; baseUrl?: string | null };

const needsKey = (kind: Carrier['kind']) => kind === 'easypost' || kind === 'shippo';

/** With whom labels are bought: on or off, and the keys of those that have one. */
export function CarriersSection({ accountId, carriers }: { accountId: string; carriers: readonly Carrier[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [keyOf, setKeyOf] = useState<Carrier | null>(null);
  const change = useMutation({
    mutationFn: (carrier: Change) => api(settingsView, `/labels/${accountId}/carriers`, { method: 'PUT', json: { carriers: [carrier] } }),
    onSuccess: (next) => client.setQueryData(labelSettingsQuery(accountId).queryKey, next),
    onError: (error) => toast(error.message, 'bad'),
  });
  const trial = useMutation({
    mutationFn: (kind: string) => testCarrier(accountId, kind),
    onSuccess: ({ ok, words }) => toast(words, ok ? 'good' : 'bad'),
    onError: (error) => toast(error.message, 'bad'),
  });
  return (
    <Section title={t('carriers.with')} flush>
      <ul className="divide-y">
        {carriers.map((carrier) => {
          const { kind, enabled, hasKey, testKey } = carrier;
          const name = t(`labels.kinds.${kind}`);
          return (
            <li key={kind} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
              <label className="flex min-w-0 flex-1 basis-64 items-start gap-3">
                <input
                  type="checkbox"
                  className="mt-0.5 size-4 shrink-0"
                  aria-label={t('carriers.switchOn', { carrier: name })}
                  checked={enabled}
                  disabled={change.isPending}
                  onChange={(event) => change.mutate({ kind, enabled: event.target.checked })}
                />
                <span className="min-w-0">
                  <span className="font-medium">{name}</span>
                  <span className="block text-xs text-soft">{testKey ? t('carriers.testKeyText') : t(`carriers.about.${kind}`)}</span>
                </span>
              </label>
              <span className="flex items-center gap-2">
                {testKey && <Badge tone="warn">{t('carriers.testKey')}</Badge>}
                {needsKey(kind) && !testKey && (
                  <Badge tone={hasKey ? 'good' : enabled ? 'warn' : 'outline'}>{t(hasKey ? 'carriers.hasKey' : 'carriers.noKey')}</Badge>
                )}
                {needsKey(kind) && (
                  <>
                    <Button small onClick={() => setKeyOf(carrier)}>
                      {t(hasKey ? 'carriers.newKey' : 'carriers.setKey')}
                    </Button>
                    <Button
                      small
                      kind="quiet"
                      busy={trial.isPending && trial.variables === kind}
                      disabled={!enabled || !hasKey}
                      onClick={() => trial.mutate(kind)}
                    >
                      {t('carriers.test')}
                    </Button>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {keyOf && <KeyDialog accountId={accountId} carrier={keyOf} onClose={() => setKeyOf(null)} />}
    </Section>
  );
}

function KeyDialog({ accountId, carrier, onClose }: { accountId: string; carrier: Carrier; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const [baseUrl, setBaseUrl] = useState(carrier.baseUrl ?? '');
  const save = useMutation({
    mutationFn: () => {
      const own: Change = { kind: carrier.kind, enabled: true, key: key.trim(), baseUrl: baseUrl.trim() === '' ? null : baseUrl.trim() };
      return api(settingsView, `/labels/${accountId}/carriers`, { method: 'PUT', json: { carriers: [own] } });
    },
    onSuccess: (next) => {
      client.setQueryData(labelSettingsQuery(accountId).queryKey, next);
      toast(t('carriers.saved'));
      onClose();
    },
  });
  return (
    <Dialog
      title={t(`labels.kinds.${carrier.kind}`)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="carrier-key" kind="primary" disabled={key.trim() === ''} busy={save.isPending}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        id="carrier-key"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field label={t('carriers.key')} hint={t('carriers.keyHint')}>
          {(attributes) => (
            <input
              {...attributes}
              type="password"
              autoComplete="off"
              className="field-box"
              value={key}
              maxLength={400}
              onChange={(event) => setKey(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('carriers.baseUrl')} hint={t('carriers.baseUrlHint')}>
          {(attributes) => (
            <input {...attributes} type="url" className="field-box" value={baseUrl} onChange={(event) => setBaseUrl(event.target.value)} />
          )}
        </Field>
        {save.error && <ProblemPanel error={save.error} />}
      </form>
    </Dialog>
  );
}
