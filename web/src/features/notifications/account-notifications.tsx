import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { NotificationState } from '#src/modules/notifications/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Section } from '../../components/page.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { useAccount, useSession } from '../accounts/session.ts';
import { QueueSetup } from './queue-setup.tsx';
import { TypeTable } from './type-table.tsx';

const done = z.object({ done: z.literal(true) });

/** One account: its queue and what comes out of it, or the way to one. */
export function AccountNotifications({ state }: { state: NotificationState }) {
  const { t } = useTranslation();
  const { accountId, queue, types } = state;
  const account = useAccount(accountId);
  const [changing, setChanging] = useState(false);
  const isAllowed = useSession().permissions.includes('accounts.manage');
  const isFlowing = queue !== null && queue.lastError === null && types.some((type) => type.state === 'subscribed');
  const health = queue === null ? 'off' : queue.lastError !== null ? 'bad' : isFlowing ? 'on' : 'partly';
  return (
    <Section
      title={account?.name ?? accountId}
      actions={
        <Badge tone={({ off: 'outline', bad: 'bad', on: 'good', partly: 'warn' } as const)[health]}>
          {t(`notifications.health.${health}`)}
        </Badge>
      }
    >
      <div className="flex flex-col gap-5">
        {queue === null && (
          <p className="max-w-2xl text-soft">{account?.host === 'simulator' ? t('notifications.offDemo') : t('notifications.off')}</p>
        )}
        {queue && <QueueFacts state={state} />}
        {queue && <TypeTable types={types} />}
        {queue && isAllowed && (
          <div className="flex flex-wrap gap-2">
            <Actions state={state} changing={changing} onChange={() => setChanging(!changing)} />
          </div>
        )}
        {(queue === null || changing) && isAllowed && (
          <QueueSetup accountId={accountId} isChange={queue !== null} onSaved={() => setChanging(false)} />
        )}
      </div>
    </Section>
  );
}

function QueueFacts({ state: { queue, waiting } }: { state: NotificationState }) {
  const { t } = useTranslation();
  if (!queue) return null;
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-faint">{t('notifications.queue')}</dt>
        <dd className="break-all select-all">{queue.queueUrl}</dd>
        <dt className="text-faint">{t('notifications.lastPoll')}</dt>
        <dd>{queue.lastPollAt ? <Ago at={queue.lastPollAt} /> : t('notifications.never')}</dd>
        <dt className="text-faint">{t('notifications.waiting')}</dt>
        <dd>{waiting}</dd>
      </dl>
      {queue.lastError !== null && (
        <div role="alert" className="rounded-lg bg-bad-wash px-3 py-2">
          <p className="font-medium text-bad">{t('notifications.pollFailed')}</p>
          <p className="break-words">{queue.lastError}</p>
          <p className="text-xs text-soft">{t('notifications.pollsMeanwhile')}</p>
        </div>
      )}
    </div>
  );
}

function Actions({ state, changing, onChange }: { state: NotificationState; changing: boolean; onChange: () => void }) {
  const { t } = useTranslation();
  const { accountId, types } = state;
  const client = useQueryClient();
  const isDemo = useAccount(accountId)?.host === 'simulator';
  const [asking, setAsking] = useState<'takeOver' | 'remove' | null>(null);
  const isElsewhere = types.some((type) => type.state === 'elsewhere');
  const settled = {
    onError: (error: Error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  };
  const subscribe = useMutation({
    mutationFn: (takeOver: boolean) => api(done, `/notifications/${accountId}/subscribe`, { json: { takeOver } }),
    onSuccess: () => {
      setAsking(null);
      toast(t('notifications.looked'));
    },
    ...settled,
  });
  const remove = useMutation({
    mutationFn: () => api(done, `/notifications/${accountId}/queue`, { method: 'DELETE' }),
    onSuccess: () => {
      setAsking(null);
      toast(t('notifications.removed'));
    },
    ...settled,
  });
  return (
    <>
      <Button small kind="quiet" busy={subscribe.isPending} onClick={() => (isElsewhere ? setAsking('takeOver') : subscribe.mutate(false))}>
        {isElsewhere ? t('notifications.takeOver') : t('notifications.subscribe')}
      </Button>
      {!isDemo && (
        <Button small aria-expanded={changing} onClick={onChange}>
          {t('notifications.change')}
        </Button>
      )}
      <Button small kind="danger" onClick={() => setAsking('remove')}>
        {t('notifications.remove')}
      </Button>
      {asking === 'takeOver' && (
        <Ask
          title={t('notifications.takeOver')}
          text={t('notifications.takeOverText')}
          busy={subscribe.isPending}
          onYes={() => subscribe.mutate(true)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'remove' && (
        <Ask
          title={t('notifications.remove')}
          text={isDemo ? t('notifications.removeDemoText') : t('notifications.removeText')}
          busy={remove.isPending}
          onYes={() => remove.mutate()}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function Ask({
  title,
  text,
  busy,
  onYes,
  onClose,
}: {
  title: string;
  text: string;
  busy: boolean;
  onYes: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" busy={busy} onClick={onYes}>
            {title}
          </Button>
        </>
      }
    >
      <p className="text-soft">{text}</p>
    </Dialog>
  );
}
