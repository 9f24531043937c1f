import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { RotateCw, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { whereAnswer } from '#src/modules/where/contract.ts';
import { Button } from '../../components/button.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { api } from '../../lib/api.ts';
import { WhereFinding } from './where-finding.tsx';

const route = getRouteApi('/where');

/** Where an order is, or why it is not shown, with what mends it. */
export function WherePage() {
  const { t } = useTranslation();
  const { text = '', tab, q, account } = route.useSearch();
  const navigate = route.useNavigate();
  const answer = useQuery({
    queryKey: ['where', text, tab, q, account],
    queryFn: ({ signal }) =>
      api(whereAnswer, '/where', { query: { text, tab, q, account: tab === undefined ? undefined : account }, signal }),
    enabled: text !== '',
    // Asking may cost a call to Amazon: only a person asks again.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
  const ask = (form: FormData) => {
    const asked = form.get('text');
    const wanted = typeof asked === 'string' ? asked.trim() : '';
    if (wanted === text && text !== '') void answer.refetch();
    else void navigate({ search: (before) => ({ ...before, text: wanted || undefined }) });
  };
  return (
    <Page title={t('nav.where')} lead={t('where.lead')} narrow>
      <form
        className="flex flex-col gap-2 sm:flex-row"
        onSubmit={(event) => {
          event.preventDefault();
          ask(new FormData(event.currentTarget));
        }}
      >
        <input
          key={text}
          name="text"
          defaultValue={text}
          maxLength={200}
          required
          autoComplete="off"
          spellCheck={false}
          aria-label={t('where.label')}
          placeholder={t('where.label')}
          className="field-box min-w-0 flex-1"
        />
        <Button type="submit" kind="primary" busy={answer.isFetching}>
          <Search aria-hidden size={14} />
          {t('where.ask')}
        </Button>
      </form>
      {tab && (
        <p className="text-soft">
          {q ? t('where.fromGrid', { tab: t(`tabs.${tab}`), q }) : t('where.fromTab', { tab: t(`tabs.${tab}`) })}{' '}
          <Link to="/where" search={{ text }} className="text-accent hover:underline">
            {t('where.forget')}
          </Link>
        </p>
      )}
      {text !== '' && answer.isPending && (
        <>
          <p className="text-soft">{t('where.asking')}</p>
          <SkeletonLines count={3} />
        </>
      )}
      {answer.isError && <ProblemPanel error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && !answer.isError && (
        <Section
          title={t('where.answers')}
          flush
          actions={
            <Button small kind="quiet" busy={answer.isFetching} onClick={() => void answer.refetch()}>
              <RotateCw aria-hidden size={13} />
              {t('where.again')}
            </Button>
          }
        >
          <ul className="divide-y" aria-live="polite">
            {answer.data.findings.map((finding) => (
              <WhereFinding
                key={`${finding.kind} ${finding.accountId} ${finding.orderId}`}
                finding={finding}
                onMended={() => void answer.refetch()}
              />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
