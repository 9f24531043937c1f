import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PackOrder } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { giftQuery } from '../pack-queries.ts';

/** What the buyer wrote for the one who gets it; printed it is a card. */
export function GiftDialog({ order, onClose }: { order: PackOrder; onClose: () => void }) {
  const { t } = useTranslation();
  const gifts = useQuery(giftQuery(order.accountId, order.orderId));
  const shown = gifts.data?.filter(({ message, wrap }) => message !== null || wrap !== null) ?? [];
  return (
    <Dialog
      title={t('pack.giftMessage')}
      description={t('pack.giftLogged')}
      onClose={onClose}
      footer={
        shown.some(({ message }) => message !== null) && (
          <Button kind="primary" className="h-11 text-base!" onClick={() => window.print()}>
            <Printer aria-hidden size={18} />
            {t('pack.printCard')}
          </Button>
        )
      }
    >
      {gifts.isPending && <SkeletonLines count={3} />}
      {gifts.error && <ProblemPanel error={gifts.error} onRetry={() => void gifts.refetch()} />}
      {gifts.data && shown.length === 0 && <p className="text-base text-soft">{t('pack.noGiftMessage')}</p>}
      <div className="print-only flex flex-col gap-5">
        {shown.map(({ itemId, title, message, wrap }) => (
          <article key={itemId} className="flex flex-col gap-1 text-base">
            <h3 className="text-sm text-soft print:hidden">{title}</h3>
            {message !== null && <p className="text-2xl leading-snug whitespace-pre-wrap">{message}</p>}
            {wrap !== null && <p className="text-soft print:hidden">{t('pack.giftWrap', { wrap })}</p>}
          </article>
        ))}
      </div>
    </Dialog>
  );
}
