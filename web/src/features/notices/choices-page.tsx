import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type NoticeSettings, noticeSettings, type SettingsBody, testResult } from '#src/modules/notices/contract.ts';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { KindChoices } from './kind-choices.tsx';
import { MailSection } from './mail-section.tsx';
import { settingsQuery } from './notice-queries.ts';
import { PushSection } from './push-section.tsx';

/** What of all alerts comes to this person, how, and when. */
export function ChoicesPage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(settingsQuery);
  return (
    <Page title={t('choices.title')} lead={t('choices.lead')} narrow>
      {isPending && <SkeletonLines />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && <Choices settings={data} />}
    </Page>
  );
}

function Choices({ settings }: { settings: NoticeSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: SettingsBody) => api(noticeSettings, '/notices', { method: 'PATCH', json: body }),
    onSuccess: (next) => {
      client.setQueryData(settingsQuery.queryKey, next);
      toast(t('choices.saved'));
    },
    onError: (failure) => toast(failure.message, 'bad'),
  });
  const trial = useMutation({
    mutationFn: (channel: 'mail' | 'push') => api(testResult, '/notices/test', { json: { channel } }),
    onSuccess: ({ sent, words }) => toast(words, sent ? 'good' : 'bad'),
    onError: (failure) => toast(failure.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  });
  const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }));
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
  return (
    <>
      <MailSection
        mail={settings.mail}
        busy={change.isPending || trial.isPending}
        onAddress={(address) => change.mutate({ address })}
        onTrial={() => trial.mutate('mail')}
      />
      <PushSection push={settings.push} busy={trial.isPending} onTrial={() => trial.mutate('push')} />
      <Section title={t('choices.digest')}>
        <div className="flex flex-wrap gap-4">
          <label className="flex items-center gap-2">
            {t('choices.hour')}
            <Select value={String(settings.digestHour)} options={hours} onChange={(hour) => change.mutate({ digestHour: Number(hour) })} />
          </label>
          <label className="flex min-w-0 items-center gap-2">
            {t('choices.zone')}
            <Select className="max-w-56" value={settings.timeZone} options={zones} onChange={(timeZone) => change.mutate({ timeZone })} />
          </label>
        </div>
      </Section>
      <KindChoices kinds={settings.kinds} onChange={(choice) => change.mutate({ choices: [choice] })} />
    </>
  );
}
