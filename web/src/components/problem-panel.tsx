import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, isOffline } from '../lib/api-problem.ts';
import { Button } from './button.tsx';

/** What went wrong, what can be done about it, and trying again. */
export function ProblemPanel({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : undefined;
  const title = isOffline(error) ? t('problem.offline') : problem?.title || t('problem.unknown');
  const detail = isOffline(error) ? t('problem.offlineRemedy') : error instanceof Error && error.message !== title ? error.message : '';
  const fields = problem?.fields.filter((field) => !detail.includes(field.message)) ?? [];
  return (
    <div role="alert" className="m-4 flex max-w-2xl gap-3 rounded-xl border border-line bg-bad-wash p-4">
      <CircleAlert aria-hidden size={18} className="mt-px shrink-0 text-bad" />
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className="font-semibold">{title}</p>
        {detail && <p className="break-words">{detail}</p>}
        {fields.map((field) => (
          <p key={`${field.field} ${field.message}`}>
            <code className="font-mono text-xs">{field.field}</code> {field.message}
          </p>
        ))}
        {problem?.remedy && <p className="text-soft">{problem.remedy}</p>}
        {onRetry && (
          <Button small className="mt-2" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}
