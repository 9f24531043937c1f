import { OctagonAlert, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PickView, PutBack } from '#src/modules/picking/contract.ts';
import { Button } from '../../components/button.tsx';
import { textOr } from '../../lib/language.ts';

type Props = {
  putBacks: PickView['putBacks'];
  leave: PickView['leave'];
  onPutBack: (body: Pick<PutBack, 'accountId' | 'orderId' | 'itemId' | 'productId' | 'binId'> & { quantity: number }) => void;
};

/** Orders that were stopped while their wave is under way: what to put back on its shelf, and what to leave there. */
export function PutBackList({ putBacks, leave, onPutBack }: Props) {
  const { t } = useTranslation();
  if (putBacks.length + leave.length === 0) return null;
  return (
    <ul className="card divide-y overflow-hidden">
      {putBacks.map(({ accountId, orderId, itemId, productId, binId, bin, units, title, tote, block }) => (
        <li key={`${accountId}/${orderId}/${itemId}/${productId}`} className="flex flex-wrap items-center gap-3 bg-bad-wash px-4 py-3">
          <Undo2 aria-hidden size={20} className="shrink-0 text-bad" />
          <div className="min-w-0 flex-1 basis-48">
            <p className="text-base font-semibold text-bad">{t('pick.putBack')}</p>
            <p>{t('pick.putBackTo', { units, title, bin: bin || t('pick.noBin') })}</p>
            <p className="text-soft">
              <span className="font-mono text-xs">{orderId}</span>
              {tote !== null && ` · ${t('pick.tote', { tote })}`} ·{' '}
              {block ? textOr(block.key, block.key, block.values) : t('pick.noLonger')}
            </p>
          </div>
          <Button className="h-11" onClick={() => onPutBack({ accountId, orderId, itemId, productId, binId, quantity: units })}>
            {t('pick.putBackDone')}
          </Button>
        </li>
      ))}
      {leave.map(({ accountId, orderId, units, bins, block }) => (
        <li key={`${accountId}/${orderId}`} className="flex items-start gap-3 bg-warn-wash px-4 py-3">
          <OctagonAlert aria-hidden size={20} className="mt-0.5 shrink-0 text-warn" />
          <div className="min-w-0">
            <p className="text-base font-semibold text-warn">{t('pick.leave')}</p>
            <p>{t('pick.leaveUnits', { count: units, bins: bins.map((bin) => bin || t('pick.noBin')).join(', ') })}</p>
            <p className="text-soft">
              <span className="font-mono text-xs">{orderId}</span> · {textOr(block.key, block.key, block.values)}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
