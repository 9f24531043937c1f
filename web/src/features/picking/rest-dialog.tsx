import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { useMay } from '../accounts/session.ts';
import { orderQuery } from '../orders/order-queries.ts';
import { startAction, targetOf } from '../writes/action-store.ts';
import { dropOrder, giveElsewhere, restQuery } from './picking-queries.ts';

/** What can be done where a part of an order cannot be fetched, with what each way means at Amazon. */
export function RestDialog({ accountId, orderId, onClose }: { accountId: string; orderId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayAsk = useMay('writes.ask');
  const mayWork = useMay('floor.work');
  const { data, error } = useQuery(restQuery(accountId, orderId));
  const { data: order } = useQuery(orderQuery({ accountId, orderId }));
  const done = () => {
    onClose();
    return Promise.all([
      client.invalidateQueries({ queryKey: ['waves'] }),
      client.invalidateQueries({ queryKey: ['order', accountId, orderId] }),
    ]);
  };
  const bad = (problem: Error) => toast(problem.message, 'bad');
  const wait = useMutation({
    mutationFn: (waveId: string) => dropOrder(waveId, { accountId, orderId }),
    onSuccess: () => {
      toast(t('rest.waited'));
      return done();
    },
    onError: bad,
  });
  const elsewhere = useMutation({
    mutationFn: (locationId: string) => giveElsewhere(accountId, orderId, locationId),
    onSuccess: ({ count }) => {
      toast(t('rest.given', { count }));
      return done();
    },
    onError: bad,
  });
  const write = (kind: 'confirm' | 'cancel') => {
    if (!order) return;
    onClose();
    startAction(kind, [targetOf(order)]);
  };
  const { waveId, items = [] } = data?.state ?? {};
  const missing = items.reduce((n, { wanted, picked }) => n + Math.max(0, wanted - picked), 0);
  const from = data?.promisedBy[0]?.locationId ?? '';
  return (
    <Dialog
      title={t('rest.title', { order: orderId })}
      description={data ? t('rest.lead', { ready: data.ready, missing }) : undefined}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('rest.close')}</Button>}
    >
      {error && <ProblemPanel error={error} />}
      {!data && !error && <SkeletonLines />}
      {data && (
        <ol className="flex flex-col divide-y">
          <Way title={t('rest.wait')} text={t('rest.waitText')}>
            {mayWork && waveId && (
              <Button busy={wait.isPending} onClick={() => wait.mutate(waveId)}>
                {t('rest.waitRun')}
              </Button>
            )}
          </Way>
          <Way
            title={t('rest.elsewhere')}
            text={
              data.elsewhere.length === 0
                ? t('rest.elsewhereNone')
                : t('rest.elsewhereText', { places: data.elsewhere.map((place) => t('rest.elsewhereFree', place)).join(' · ') })
            }
          >
            {mayWork && data.elsewhere.length > 0 && from !== '' && (
              <Button busy={elsewhere.isPending} onClick={() => elsewhere.mutate(from)}>
                {t('rest.elsewhereRun')}
              </Button>
            )}
          </Way>
          <Way title={t('rest.split')} text={t('rest.splitText')}>
            {mayAsk && data.ready > 0 && <Button onClick={() => write('confirm')}>{t('rest.splitRun')}</Button>}
          </Way>
          {data.mayCancel && (
            <Way title={t('rest.cancel')} text={data.cancelRequested ? t('rest.cancelAsked') : t('rest.cancelText')}>
              {mayAsk && (
                <Button kind="danger" onClick={() => write('cancel')}>
                  {t('rest.cancelRun')}
                </Button>
              )}
            </Way>
          )}
          <Way title={t('rest.cannot')} text={t('rest.cannotText')} />
          <p className="pt-3 text-soft">{t('rest.never')}</p>
        </ol>
      )}
    </Dialog>
  );
}

function Way({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <li className="flex flex-wrap items-start gap-3 py-3 first:pt-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-semibold">{title}</p>
        <p className="text-soft">{text}</p>
      </div>
      {children}
    </li>
  );
}
