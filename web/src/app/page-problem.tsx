import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { buttonLook } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { usePageTitle } from '../components/page.tsx';
import { ProblemPanel } from '../components/problem-panel.tsx';

export function PageProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = () => {
    queries.reset();
    reset();
    void router.invalidate();
  };
  return <ProblemPanel error={error} onRetry={retry} />;
}

export function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t('problem.noPage'));
  return (
    <EmptyState heading="h1" icon={<SearchX size={20} />} title={t('problem.noPage')} text={t('problem.noPageText')}>
      <Link to="/orders" className={buttonLook()}>
        {t('nav.orders')}
      </Link>
    </EmptyState>
  );
}
