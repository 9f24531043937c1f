import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { NoticeSettings } from '#src/modules/notices/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { canPush, subscribeBrowser } from './browser-push.ts';
import { settingsQuery } from './notice-queries.ts';

/** The browsers of this person that take pushes; this one can join them. */
export function PushSection({ push, busy, onTrial }: { push: NoticeSettings['push']; busy: boolean; onTrial: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const onError = (failure: Error) => toast(failure.message, 'bad');
  const onSettled = () => client.invalidateQueries({ queryKey: settingsQuery.queryKey });
  const add = useMutation({
    mutationFn: async () => {
      const subscription = await subscribeBrowser(push.publicKey);
      if (!subscription) throw new Error(t('choices.pushDenied'));
      return api(z.unknown(), '/notices/browsers', { json: subscription });
    },
    onSuccess: () => toast(t('choices.saved')),
    onError,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (id: string) => api(z.unknown(), `/notices/browsers/${id}`, { method: 'DELETE' }),
    onError,
    onSettled,
  });
  return (
    <Section title={t('choices.push')}>
      <div className="flex flex-col gap-4">
        <p className="text-soft">{canPush() ? t('choices.pushText') : t('choices.pushNone')}</p>
        {push.browsers.length > 0 && (
          <ul className="divide-y rounded-lg border">
            {push.browsers.map(({ id, label, madeAt, lastError }) => (
              <li key={id} className="flex items-center gap-3 px-3 py-2">
                <div className="min-w-0 flex-1">
                  <p className="truncate font-medium">{label}</p>
                  <p className="text-xs text-faint">
                    {t('choices.since')} <Ago at={madeAt} />
                    {lastError && <span className="text-bad"> · {lastError}</span>}
                  </p>
                </div>
                <Button small kind="quiet" onClick={() => remove.mutate(id)} aria-label={`${t('choices.remove')}: ${label}`}>
                  {t('choices.remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <div className="flex flex-wrap gap-2">
          <Button disabled={!canPush()} busy={add.isPending} onClick={() => add.mutate()}>
            {t('choices.add')}
          </Button>
          <Button kind="quiet" busy={busy} disabled={push.browsers.length === 0} onClick={onTrial}>
            {t('choices.try')}
          </Button>
        </div>
      </div>
    </Section>
  );
}
