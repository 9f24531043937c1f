import { useQuery } from '@tanstack/react-query';
import { Hand, OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guard } from '#src/modules/guards/contract.ts';
import type { OrderDetails } from '#src/modules/orders/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Button } from '../../components/button.tsx';
import { textOr } from '../../lib/language.ts';
import { useMay } from '../accounts/session.ts';
import { isOpen } from '../orders/cells/status-badge.tsx';
import { startAction, targetOf } from '../writes/action-store.ts';
import { guardsQuery } from './guard-queries.ts';
import { PassDialog } from './pass-dialog.tsx';

/** What a person has to decide before an open order may go on, and who has decided before. */
export function GuardList({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const { accountId, orderId } = order;
  const open = isOpen(order.status) && order.fulfilledBy !== 'amazon';
  const { data } = useQuery({ ...guardsQuery(accountId, orderId), enabled: open });
  const [passing, setPassing] = useState<Guard | null>(null);
  const mayPass = useMay('floor.override');
  const mayHold = useMay('orders.annotate');
  if (!open || !data) return null;
  const asked = data.guards.filter(({ effect, key }) => effect === 'ask' || key === 'writes.skip.regulated');
  if (asked.length === 0 && data.words.length === 0) return null;
  return (
    <section aria-label={t('guards.title')} className="card divide-y overflow-hidden">
      {asked.map((guard) => (
        <div key={guard.key} className="flex flex-wrap items-center gap-3 bg-warn-wash px-4 py-3">
          {isHold(guard) ? (
            <Hand aria-hidden size={18} className="shrink-0 text-warn" />
          ) : (
            <OctagonAlert aria-hidden size={18} className="shrink-0 text-warn" />
          )}
          <p className="min-w-0 flex-1 basis-48 break-words">{textOr(guard.key, guard.key, guard.values)}</p>
          {isHold(guard) && mayHold && (
            <Button small onClick={() => startAction('hold', [targetOf(order)])}>
              {t('guards.lift')}
            </Button>
          )}
          {guard.effect === 'ask' && mayPass && (
            <Button small onClick={() => setPassing(guard)}>
              {t('guards.pass')}
            </Button>
          )}
        </div>
      ))}
      {data.words.map((word) => (
        <p key={`${word.key} ${word.at}`} className="px-4 py-2 text-xs text-soft">
          {t('guards.said', { person: word.person, reason: word.reason || '–' })} · <Ago at={word.at} />
        </p>
      ))}
      {passing && <PassDialog accountId={accountId} orderId={orderId} guard={passing} onClose={() => setPassing(null)} />}
    </section>
  );
}

const isHold = ({ key }: Guard) => key === 'writes.warn.held';
