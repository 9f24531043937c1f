import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { done, type MeView } from '#src/modules/people/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { browserName } from './browser-name.ts';
import { ClaimNotice } from './claim-notice.tsx';
import { FactorSection } from './factor-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { meQuery } from './people-queries.ts';

/** One's own sign-in: where one is signed in, the password, the second factor. */
export function MePage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(meQuery);
  const leave = useMutation({ mutationFn: () => api(done, '/auth/sign-out', { method: 'POST' }), onSuccess: () => location.assign('/') });
  return (
    <Page
      title={t('me.title')}
      lead={data && `${data.name} · ${t(`roles.${data.role}`)}${data.demo ? '' : ` · ${data.email}`}`}
      narrow
      actions={
        <Button busy={leave.isPending} onClick={() => leave.mutate()}>
          <LogOut aria-hidden size={15} />
          {t('signIn.out')}
        </Button>
      }
    >
      {isPending && <SkeletonLines />}
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.demo && <ClaimNotice />}
      {data && !data.demo && (
        <>
          <FactorSection on={data.twoFactor} />
          <PasswordSection changedAt={data.passwordChangedAt} />
        </>
      )}
      {data && <Sessions sessions={data.sessions} />}
    </Page>
  );
}

function Sessions({ sessions }: { sessions: MeView['sessions'] }) {
  const { t } = useTranslation();
  const zone = useZone();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (path: string) => api(done, `/me/sessions${path}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['me'] }),
  });
  return (
    <Section
      title={t('me.sessions')}
      flush
      actions={
        sessions.length > 1 && (
          <Button small kind="danger" onClick={() => end.mutate('')}>
            {t('me.endOthers')}
          </Button>
        )
      }
    >
      <ul className="divide-y">
        {sessions.map(({ id, current, seenAt, createdAt, place, browser }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
            <div className="min-w-0 flex-1 basis-52">
              <p className="flex items-center gap-2 font-medium" title={browser}>
                {browserName(browser) ?? t('me.someBrowser')}
                {current && <Badge tone="accent">{t('me.thisOne')}</Badge>}
              </p>
              <p className="text-xs text-faint">{t('me.from', { place, time: formatTime(createdAt, 'dayTime', zone) })}</p>
            </div>
            <span className="text-xs text-faint">{t('people.lastSeen', { time: formatTime(seenAt, 'dayTime', zone) })}</span>
            {!current && (
              <Button small onClick={() => end.mutate(`/${id}`)}>
                {t('me.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
