import { useTranslation } from 'react-i18next';
import type { Rejection } from '#src/modules/imports/contract.ts';

type Props = { figures: readonly (readonly [name: string, count: number])[]; rejected: readonly Rejection[]; rejectedCount?: number };

/** What became of a file: the figures, and every line that was rejected with its reason. */
export function ImportOutcome({ figures, rejected, rejectedCount = rejected.length }: Props) {
  const { t } = useTranslation();
  return (
    <div role="status" className="flex flex-col gap-3">
      <dl className="grid grid-cols-3 gap-3 sm:grid-cols-6">
        {[...figures, ['rejected', rejectedCount] as const].map(([name, count]) => (
          <div key={name}>
            <dt className="text-xs text-faint">{t(`imports.figures.${name}`)}</dt>
            <dd className={name === 'rejected' && count > 0 ? 'text-lg font-semibold text-bad' : 'text-lg font-semibold'}>{count}</dd>
          </div>
        ))}
      </dl>
      {rejected.length > 0 && (
        <ul className="quiet-scroll max-h-80 divide-y overflow-y-auto rounded-xl border">
          {rejected.map((each, index) => (
            <li key={`${each.line} ${index}`} className="flex gap-3 px-3 py-2">
              <span className="w-20 shrink-0 text-faint">{t('imports.line', { line: each.line })}</span>
              <span className="min-w-0 break-words">
                {each.column && <code className="font-mono text-xs">{each.column}</code>} {each.reason}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
