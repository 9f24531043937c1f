import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { FileDown, ScrollText, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditCheck, auditPageView } from '#src/modules/audit/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { api, apiUrl } from '../../lib/api.ts';
import { AuditRow } from './audit-row.tsx';
import { ProblemText } from './problem-text.tsx';

/** Who saw or changed what, when and from where; its chain of hashes shows whether somebody changed the log itself. */
export function AuditPage() {
  const { t } = useTranslation();
  const { text = '', action = '' } = useSearch({ from: '/audit' });
  const navigate = useNavigate();
  const [draft, setDraft] = useState(text);
  const show = (search: { text?: string | undefined; action?: string | undefined }) =>
    void navigate({ to: '/audit', search: { text: text || undefined, action: action || undefined, ...search } });
  const found = useInfiniteQuery({
    queryKey: ['audit', text, action],
    queryFn: ({ pageParam, signal }) => api(auditPageView, '/audit', { query: { text, action, before: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });
  const check = useMutation({ mutationFn: () => api(auditCheck, '/audit/check', { method: 'POST' }) });
  const pages = found.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const actions = pages[0]?.actions ?? [];
  return (
    <Page
      title={t('nav.audit')}
      lead={t('audit.lead')}
      actions={
        <div className="flex flex-wrap gap-2">
          <Button busy={check.isPending} onClick={() => check.mutate()}>
            <ShieldCheck aria-hidden size={15} />
            {t('audit.check')}
          </Button>
          <a className={buttonLook()} href={apiUrl('/audit.csv', { text, action })} download>
            <FileDown aria-hidden size={15} />
            {t('audit.export')}
          </a>
        </div>
      }
    >
      <ProblemText error={check.error} />
      {check.data && (
        <p role="status" className={check.data.ok ? 'card p-4 text-good' : 'card p-4 text-bad'}>
          {check.data.ok
            ? t('audit.holds', { count: check.data.entries, head: check.data.head?.slice(0, 16) ?? '' })
            : t('audit.broken', { entry: check.data.brokenAt })}
        </p>
      )}
      <form
        className="flex flex-wrap gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          show({ text: draft.trim() || undefined });
        }}
      >
        <input
          className="field-box min-w-0 flex-1 basis-56"
          type="search"
          aria-label={t('audit.search')}
          placeholder={t('audit.searchHint')}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Select
          aria-label={t('audit.action')}
          className="basis-52"
          value={action}
          options={[{ value: '', label: t('audit.allActions') }, ...actions.map((value) => ({ value, label: value }))]}
          onChange={(next) => show({ action: next || undefined })}
        />
        <Button type="submit">{t('audit.find')}</Button>
      </form>
      {found.isPending && <SkeletonLines />}
      {found.error && <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && items.length === 0 && (
        <EmptyState icon={<ScrollText size={20} />} title={t('audit.none')} text={t('audit.noneText')} />
      )}
      {items.length > 0 && (
        <ul className="card divide-y overflow-hidden">
          {items.map((entry) => (
            <AuditRow key={entry.seq} entry={entry} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button className="self-center" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('audit.more')}
        </Button>
      )}
    </Page>
  );
}
