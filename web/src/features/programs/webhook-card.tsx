import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type WebhookView, webhookSecret } from '#src/modules/webhooks/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button, IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { useNow } from '../../lib/desk-clock.ts';
import { useAccount } from '../accounts/session.ts';
import { DeliveryLog } from './delivery-log.tsx';

const tones = { on: 'good', off: 'outline', stopped: 'bad' } as const;

/** One webhook: what it hears of, how it fares, and what can be done with it. */
export function WebhookCard({
  webhook,
  onEdit,
  onSecret,
}: {
  webhook: WebhookView;
  onEdit: () => void;
  onSecret: (secret: string) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const now = useNow();
  const account = useAccount(webhook.accountId);
  const [log, setLog] = useState(false);
  const [asking, setAsking] = useState<'remove' | 'secret' | null>(null);
  const path = `/webhooks/${webhook.accountId}/${webhook.webhookId}`;
  const act = useMutation({
    mutationFn: async (what: 'test' | 'on' | 'off' | 'remove' | 'secret') => {
      if (what === 'test') await api(z.unknown(), `${path}/test`, { method: 'POST' });
      else if (what === 'remove') await api(z.unknown(), path, { method: 'DELETE' });
      else if (what === 'secret') onSecret((await api(webhookSecret, `${path}/secret`, { method: 'POST' })).secret);
      else await api(z.unknown(), path, { method: 'PATCH', json: { state: what } });
      return what;
    },
    onSuccess: (what) => {
      setAsking(null);
      if (what === 'test') setLog(true);
      toast(t(`webhooks.done.${what}`));
    },
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  const isOn = webhook.state === 'on';
  return (
    <section className="card overflow-hidden" aria-label={webhook.name}>
      <div className="flex flex-wrap items-start gap-3 p-4">
        <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1">
          <div className="flex items-center gap-2">
            <h2 className="truncate font-semibold">{webhook.name}</h2>
            <Badge tone={tones[webhook.state]}>{t(`webhooks.states.${webhook.state}`)}</Badge>
          </div>
          <code className="truncate text-xs text-soft" title={webhook.url}>
            {webhook.url}
          </code>
          <p className="text-xs text-faint">
            {[
              account?.name,
              webhook.events.length === 0 ? t('webhooks.allEvents') : webhook.events.join(', '),
              webhook.queued > 0 ? t('webhooks.queued', { count: webhook.queued }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {webhook.failingSince && isOn && (
            <p className="text-xs text-warn">
              {t('webhooks.failing')} <Ago at={webhook.failingSince} />
            </p>
          )}
          {webhook.state === 'stopped' && <p className="text-xs text-bad">{t('webhooks.stoppedText')}</p>}
          {webhook.oldSecretUntil && new Date(webhook.oldSecretUntil) > now && (
            <p className="text-xs text-soft">{t('webhooks.twoSecrets')}</p>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-1.5">
          <Button small disabled={!isOn} busy={act.isPending} onClick={() => act.mutate('test')}>
            {t('webhooks.test')}
          </Button>
          <Button small aria-expanded={log} onClick={() => setLog(!log)}>
            {t('webhooks.log')}
          </Button>
          <Menu
            trigger={
              <IconButton small label={t('webhooks.more', { name: webhook.name })}>
                <MoreHorizontal size={16} />
              </IconButton>
            }
          >
            <MenuItem onSelect={onEdit}>{t('common.edit')}</MenuItem>
            <MenuItem onSelect={() => act.mutate(isOn ? 'off' : 'on')}>{t(isOn ? 'webhooks.switchOff' : 'webhooks.switchOn')}</MenuItem>
            <MenuItem onSelect={() => setAsking('secret')}>{t('webhooks.newSecret')}</MenuItem>
            <MenuItem danger onSelect={() => setAsking('remove')}>
              {t('webhooks.remove')}
            </MenuItem>
          </Menu>
        </div>
      </div>
      {log && <DeliveryLog accountId={webhook.accountId} webhookId={webhook.webhookId} />}
      {asking && (
        <Dialog
          title={t(`webhooks.ask.${asking}`)}
          description={t(`webhooks.askText.${asking}`)}
          onClose={() => setAsking(null)}
          footer={
            <>
              <Button onClick={() => setAsking(null)}>{t('common.cancel')}</Button>
              <Button kind={asking === 'remove' ? 'danger' : 'primary'} busy={act.isPending} onClick={() => act.mutate(asking)}>
                {t(asking === 'remove' ? 'webhooks.remove' : 'webhooks.newSecret')}
              </Button>
            </>
          }
        >
          <code className="break-all text-xs text-soft">{webhook.url}</code>
        </Dialog>
      )}
    </section>
  );
}
