import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCcw, Ticket } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchRow, BatchView } from '#src/modules/batches/contract.ts';
import { Button } from '../../components/button.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { buyBatch, retryBatch } from './batch-queries.ts';
import { sumText } from './batch-words.ts';
import { sumOf } from './sum-of.ts';

type Props = { batch: BatchView; rows: readonly BatchRow[] };

/** What can be bought now and what it costs; and the failures, to be tried again alone. */
export function BuyBar({ batch, rows }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [withWarnings, setWithWarnings] = useState(true);
  const { batchId, warnings, expired, counts, state } = batch;
  const again = () => client.invalidateQueries({ queryKey: ['batches'] });
  const chosen = rows.filter(({ phase, outcome }) => phase === 'ready' && (withWarnings || outcome === 'will'));
  const prices = sumOf(chosen.flatMap(({ price }) => price ?? []));
  const buy = useMutation({
    mutationFn: () =>
      buyBatch(
        batchId,
        withWarnings,
        prices.map(({ amount, currency }) => ({ amount, currency })),
      ),
    onSettled: again,
  });
  const retry = useMutation({ mutationFn: () => retryBatch(batchId, 'refused'), onSettled: again });
  const refused = counts.refused ?? 0;
  const ready = counts.ready ?? 0;
  if (state === 'cancelled' || ready + refused === 0) return null;
  const problem = buy.error ?? retry.error;
  return (
    <div className="flex flex-col gap-3">
      <div className="card flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        {ready > 0 && (
          <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1">
            {warnings > 0 && (
              <label className="flex items-center gap-2">
                <input
                  type="checkbox"
                  className="size-4"
                  checked={withWarnings}
                  onChange={(event) => setWithWarnings(event.target.checked)}
                />
                {t('flow.withWarnings', { count: warnings })}
              </label>
            )}
            <p className="text-xs text-faint">{expired > 0 ? t('batches.expired', { count: expired }) : t('batches.never')}</p>
          </div>
        )}
        {ready === 0 && <p className="flex-1 text-soft">{t('batches.failedText', { count: refused })}</p>}
        <div className="flex flex-wrap gap-2">
          {refused > 0 && (
            <Button busy={retry.isPending} onClick={() => retry.mutate()}>
              <RotateCcw aria-hidden size={14} />
              {t('flow.retryFailed', { count: refused })}
            </Button>
          )}
          {ready > 0 && (
            <Button kind="primary" disabled={chosen.length === 0} busy={buy.isPending} onClick={() => buy.mutate()}>
              <Ticket aria-hidden size={15} />
              {t('batches.buy', { count: chosen.length })}
              {prices.length > 0 && ` · ${sumText(prices)}`}
            </Button>
          )}
        </div>
      </div>
      {problem && <ProblemPanel error={problem} />}
    </div>
  );
}
