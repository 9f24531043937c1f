import { useTranslation } from 'react-i18next';
import type { BatchView } from '#src/modules/batches/contract.ts';
import { Bar } from '../../components/bar.tsx';
import { secondsLeft } from './batch-words.ts';

/** How far a batch is while something is under way, and that nobody has to wait for it. */
export function BatchProgress({ batch }: { batch: BatchView }) {
  const { t } = useTranslation();
  const { counts, orders, state } = batch;
  const of = (...names: (keyof typeof counts)[]) => names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  const toBuy = of('wanted', 'buying', 'unsure');
  if (of('waiting') + toBuy === 0) return null;
  const buying = toBuy > 0;
  const done = buying ? of('bought', 'voiding', 'voided', 'refused') : orders - of('waiting');
  const all = buying ? done + toBuy : orders;
  const text = t(buying ? 'batches.bought' : 'batches.checked', { done, all });
  const seconds = secondsLeft(batch);
  return (
    <div className="card flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <p className="flex-1 font-medium" role="status">
          {text}
        </p>
        {state !== 'paused' && seconds > 2 && (
          <span className="text-xs text-faint">
            {seconds < 90 ? t('batches.secondsLeft', { count: seconds }) : t('batches.minutesLeft', { count: Math.ceil(seconds / 60) })}
          </span>
        )}
      </div>
      <Bar kind="progressbar" label={text} value={done} max={all} tone="good" />
      <p className="text-xs text-faint">{t(state === 'paused' ? 'batches.isPaused' : 'batches.background')}</p>
    </div>
  );
}
