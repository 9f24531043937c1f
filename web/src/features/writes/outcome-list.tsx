import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classes } from '../../lib/classes.ts';

export type OutcomeRow = {
  key: string;
  orderId: string;
  outcome: 'will' | 'warning' | 'skip' | 'done' | 'failed';
  text: string;
  about?: string | undefined;
};

const looks = {
  will: { icon: CircleCheck, colour: 'text-good' },
  done: { icon: CircleCheck, colour: 'text-good' },
  warning: { icon: TriangleAlert, colour: 'text-warn' },
  skip: { icon: CircleMinus, colour: 'text-faint' },
  failed: { icon: CircleX, colour: 'text-bad' },
} as const;

const rank = { failed: 0, warning: 1, skip: 2, will: 3, done: 4 } as const;

/** The mark of an outcome, with its word for screen readers. */
export function OutcomeMark({ outcome }: { outcome: OutcomeRow['outcome'] }) {
  const { t } = useTranslation();
  const { icon: Icon, colour } = looks[outcome];
  return (
    <>
      <Icon aria-hidden size={15} className={classes('mt-0.5 shrink-0', colour)} />
      <span className="sr-only">{t(`outcome.word.${outcome}`)}</span>
    </>
  );
}

/** What will happen (or did) to each order and why; what needs a look comes first. */
export function OutcomeList({ rows }: { rows: readonly OutcomeRow[] }) {
  const { t } = useTranslation();
  const sorted = rows.toSorted((a, b) => rank[a.outcome] - rank[b.outcome]);
  const count = (outcome: OutcomeRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const kinds = (['will', 'done', 'warning', 'failed', 'skip'] as const).filter((kind) => count(kind) > 0);
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap gap-x-4 gap-y-1 font-medium" role="status">
        {kinds.map((kind) => {
          const Icon = looks[kind].icon;
          return (
            <span key={kind} className={classes('inline-flex items-center gap-1.5', looks[kind].colour)}>
              <Icon aria-hidden size={15} />
              {t(`outcome.${kind}`, { count: count(kind) })}
            </span>
          );
        })}
      </p>
      <ul className="divide-y overflow-hidden rounded-xl border">
        {sorted.map((row) => (
          <li key={row.key} className="flex items-start gap-2.5 px-3 py-2">
            <OutcomeMark outcome={row.outcome} />
            <span className="flex min-w-0 flex-1 flex-col gap-x-2.5 sm:flex-row">
              <span className="shrink-0 font-medium sm:w-44">{row.orderId}</span>
              <span className="min-w-0 flex-1">
                <span className="break-words text-soft">{row.text}</span>
                {row.about && <span className="block text-xs text-faint">{row.about}</span>}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
