import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { KeysView } from '#src/modules/privacy/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { browserZone, formatTime } from '../../lib/format-time.ts';
import { useMay } from '../accounts/session.ts';
import { keysQuery } from './privacy-queries.ts';

const tones = { announced: 'info', 'taking-over': 'info', 'in-use': 'good', old: 'outline' } as const;

/** The versions of the desk's key, and the way to the next one. */
export function KeysSection() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(keysQuery);
  const may = useMay('privacy.manage');
  const [asking, setAsking] = useState(false);
  return (
    <Section
      title={t('deskKeys.versions')}
      flush
      actions={
        may && (
          <Button small onClick={() => setAsking(true)}>
            {t('deskKeys.rotate')}
          </Button>
        )
      }
    >
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      <ul className="divide-y">
        {data?.items.map((key) => (
          <KeyRow key={key.version} item={key} />
        ))}
      </ul>
      {data?.root && <p className="border-t px-4 py-3 text-soft">{t(`deskKeys.roots.${data.root}`)}</p>}
      {asking && <RotateDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}

function KeyRow({ item }: { item: KeysView['items'][number] }) {
  const { t } = useTranslation();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <span className="w-24 font-medium">{t('deskKeys.version', { version: item.version })}</span>
      <Badge tone={tones[item.state]}>{t(`deskKeys.states.${item.state}`)}</Badge>
      <span className="min-w-0 flex-1 basis-56 text-soft">
        {t('deskKeys.made', { time: formatTime(item.madeAt, 'dateTime', browserZone()), by: item.madeBy })}
      </span>
      {item.moved > 0 && <span className="text-soft">{t('deskKeys.moved', { count: item.moved })}</span>}
    </li>
  );
}

function RotateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => api(z.object({ version: z.int() }), '/encryption-keys/rotate', { method: 'POST' }),
    onSuccess: ({ version }) => {
      toast(t('deskKeys.rotating', { version }));
      onClose();
    },
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['encryption-keys'] }), client.invalidateQueries({ queryKey: ['compliance'] })]),
  });
  return (
    <Dialog
      title={t('deskKeys.rotate')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={rotate.isPending} onClick={() => rotate.mutate()}>
            {t('deskKeys.rotate')}
          </Button>
        </>
      }
    >
      <p>{t('deskKeys.rotateText')}</p>
      {rotate.error && <ProblemPanel error={rotate.error} />}
    </Dialog>
  );
}
