import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { matrixQuery } from './people-queries.ts';

/** What each role may do, as the desk itself says it. */
export function RoleMatrix() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(matrixQuery);
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines />;
  return (
    <div role="region" aria-label={t('people.matrix')} tabIndex={0} className="quiet-scroll relative overflow-x-auto">
      <table className="w-full min-w-3xl text-left">
        <thead>
          <tr className="border-b text-xs text-faint">
            <th scope="col" className="sticky left-0 bg-surface px-4 py-2 font-medium">
              {t('people.may')}
            </th>
            {data.roles.map((role) => (
              <th key={role} scope="col" className="px-2 py-2 text-center font-medium">
                {t(`roles.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {data.permissions.map(({ permission, words, roles }) => (
            <tr key={permission}>
              <th scope="row" className="sticky left-0 max-w-72 bg-surface px-4 py-2 font-normal first-letter:uppercase" title={permission}>
                {words}
              </th>
              {data.roles.map((role) => (
                <td key={role} className="px-2 py-2 text-center">
                  {roles.includes(role) ? (
                    <Check role="img" aria-label={t('people.yes')} size={15} className="inline text-good" />
                  ) : (
                    <span className="text-line-strong">
                      <span aria-hidden>·</span>
                      <span className="sr-only">{t('people.no')}</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
