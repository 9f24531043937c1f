import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type OrderDetails, type OrderWrite, orderWrite } from '#src/modules/orders/contract.ts';
import { Ago } from '../../../components/ago.tsx';
import { Button } from '../../../components/button.tsx';
import { toast } from '../../../components/toasts.tsx';
import { api } from '../../../lib/api.ts';
import { classes } from '../../../lib/classes.ts';
import { textOr } from '../../../lib/language.ts';
import { refusalText } from '../../writes/refusal-text.ts';

const steps = ['queued', 'sent', 'accepted', 'verified'] as const;
const stepOf: Record<string, number> = { queued: 0, sending: 0, sent: 1, accepted: 2, verified: 3 };

/** Changes that matter now: what is under way, what Amazon refused, and what was verified last. */
export const writesToShow = (order: OrderDetails): OrderWrite[] => {
  const newest = order.writes.toSorted((a, b) => b.askedAt.localeCompare(a.askedAt));
  const open = newest.filter((write) => !['verified', 'withdrawn'].includes(write.state));
  return open.length > 0 ? open : newest.slice(0, 1);
};

/** One change on its way to Amazon: how far it has come, or why Amazon refused it and what to do. */
export function WriteStrip({ write, accountId, orderId }: { write: OrderWrite; accountId: string; orderId: string }) {
  const { t } = useTranslation();
  const at = stepOf[write.state] ?? -1;
  return (
    <div className={classes('card px-4 py-3', write.state === 'rejected' && 'border-bad!')}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{t(`writes.kinds.${write.kind}`)}</span>
        <span className="text-xs text-faint">
          {write.askedBy} · <Ago at={write.askedAt} />
        </span>
        <span className="flex-1" />
        <WriteButtons write={write} accountId={accountId} orderId={orderId} />
      </div>
      {at >= 0 && (
        <ol className="mt-2.5 flex items-center" aria-label={textOr(`writes.states.${write.state}`, write.state)}>
          {steps.map((step, index) => (
            <li key={step} aria-current={index === at ? 'step' : undefined} className={classes('flex items-center', index > 0 && 'flex-1')}>
              {index > 0 && <span aria-hidden className={classes('mx-2 h-px flex-1', index <= at ? 'bg-good' : 'bg-line-strong')} />}
              <span className={classes('flex items-center gap-1.5 text-xs', index <= at ? 'font-medium text-good' : 'text-faint')}>
                <span
                  aria-hidden
                  className={classes(
                    'flex size-4 items-center justify-center rounded-full border',
                    index <= at ? 'border-good bg-good-wash' : 'border-line-strong',
                  )}
                >
                  {index <= at && <Check size={10} />}
                </span>
                {t(`writes.states.${step}`)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {write.reason !== null && write.state !== 'rejected' && (
        <p className="mt-2 text-xs text-soft">{textOr(write.reason, write.reason)}</p>
      )}
      {write.state === 'rejected' && (
        <div role="alert" className="mt-2 flex gap-2 rounded-lg bg-bad-wash px-3 py-2">
          <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-bad" />
          <div className="min-w-0">
            <p className="break-words">{refusalText(write)}</p>
            {write.amazonCode && <p className="font-mono text-2xs text-soft">{write.amazonCode}</p>}
            <p className="mt-1 text-xs text-soft">{textOr(`writes.remedies.${write.amazonCode ?? ''}`, t('writes.remedies.any'))}</p>
          </div>
        </div>
      )}
    </div>
  );
}

/** Again, or not at all: offered in the states that allow it. */
export function WriteButtons({ write, accountId, orderId }: { write: OrderWrite; accountId: string; orderId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (what: 'retry' | 'withdraw') => api(orderWrite, `/writes/${accountId}/${write.writeId}/${what}`, { method: 'POST' }),
    onSuccess: ({ state }) => toast(textOr(`writes.states.${state}`, state)),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['writes'] });
      void client.invalidateQueries({ queryKey: ['order', accountId, orderId] });
    },
  });
  // What Amazon took and did not show for an hour may go again; the desk goes on looking meanwhile.
  const neverShown = write.state === 'accepted' && write.reason === 'writes.reason.lateToShow';
  return (
    <span className="flex gap-1.5">
      {(write.state === 'rejected' || neverShown) && (
        <Button small busy={change.isPending} onClick={() => change.mutate('retry')}>
          {t('writes.retry')}
        </Button>
      )}
      {(write.state === 'rejected' || write.state === 'queued') && (
        <Button small kind="quiet" busy={change.isPending} onClick={() => change.mutate('withdraw')}>
          {t(write.state === 'queued' ? 'writes.withdraw' : 'writes.dismiss')}
        </Button>
      )}
    </span>
  );
}
