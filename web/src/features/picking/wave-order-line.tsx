import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WaveDetails, WaveOrder } from '#src/modules/picking/contract.ts';
import { Button } from '../../components/button.tsx';
import { toast } from '../../components/toasts.tsx';
import { classes } from '../../lib/classes.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';
import { Deadline } from '../orders/cells/deadline.tsx';
import { dropOrder } from './picking-queries.ts';

/** One order of a wave: its tote, until when it must leave, what is wrong, how far it is. On a phone it takes two lines, and one more for what is wrong. */
export function WaveOrderLine({ order, wave, onRest }: { order: WaveOrder; wave: WaveDetails; onRest: () => void }) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const client = useQueryClient();
  const { accountId, orderId, block, open, tote, picked, units, short } = order;
  const drop = useMutation({
    mutationFn: () => dropOrder(wave.waveId, { accountId, orderId }),
    onSuccess: () => {
      toast(t('waves.tookOut', { order: orderId }));
      return client.invalidateQueries({ queryKey: ['waves'] });
    },
    onError: (error) => toast(error.message, 'bad'),
  });
  const isOpen = open && wave.endedAt === null;
  return (
    <li
      className={classes(
        'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2',
        'md:grid-cols-[11rem_14rem_minmax(0,1fr)_7rem_12rem]',
        !open && wave.endedAt === null && 'text-faint',
      )}
    >
      <Link
        to="/orders/$accountId/$orderId"
        params={{ accountId, orderId }}
        className="truncate font-mono text-xs hover:underline max-md:-order-3"
      >
        {orderId}
      </Link>
      <span className="flex min-w-0 items-center gap-3 max-md:-order-1">
        <Deadline at={order.shipBy} status={isOpen ? 'unshipped' : 'shipped'} zone={zone} oneLine />
        {tote !== null && <span className="truncate text-soft">{t('pick.tote', { tote })}</span>}
      </span>
      <span className="min-w-0 break-words empty:hidden max-md:order-1 max-md:col-span-2 md:empty:block">
        {block && <span className="text-bad">{textOr(block.key, block.key, block.values)}</span>}
        {!block && short > 0 && <span className="text-bad">{t('waves.short', { count: short })}</span>}
        {!open && wave.endedAt === null && t('waves.out')}
      </span>
      <span className="text-right whitespace-nowrap tabular-nums max-md:-order-2">{t('rest.picked', { picked, wanted: units })}</span>
      <span className="flex justify-end gap-1.5">
        {short > 0 && (
          <Button small onClick={onRest}>
            {t('waves.what')}
          </Button>
        )}
        {isOpen && (
          <Button small kind="quiet" busy={drop.isPending} onClick={() => drop.mutate()}>
            {t('waves.take')}
          </Button>
        )}
      </span>
    </li>
  );
}
