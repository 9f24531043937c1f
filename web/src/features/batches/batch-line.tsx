import { Link } from '@tanstack/react-router';
import { Clock, Pencil, ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BatchRow } from '#src/modules/batches/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/button.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { formatMoney } from '../../lib/format-money.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { arrivalTones, serviceName } from '../labels/label-words.ts';
import { OutcomeMark } from '../writes/outcome-list.tsx';
import { isPending, outcomeOf, rowText } from './batch-words.ts';

type Props = { row: BatchRow; chosen: boolean; onToggle: (() => void) | undefined; onChange: (() => void) | undefined };

/** One order of a batch: what becomes of it and why, the offer, what it costs and when it arrives against the day promised. */
export function BatchLine({ row, chosen, onToggle, onChange }: Props) {
  const { t } = useTranslation();
  const { accountId, orderId, sku, units, carrier, service, price, claimsProtected, tracking, place, expired } = row;
  // What was left out has no offer: its reason takes the room.
  const isBare = carrier === null && price === null && tracking === null && row.arrival === null;
  return (
    <li className="flex items-start gap-3 px-4 py-2 hover:bg-hover">
      <span className="mt-0.5 flex w-4 shrink-0">
        {onToggle && <TickBox label={t('batches.choose', { orderId })} checked={chosen} onToggle={onToggle} />}
      </span>
      {isPending(row) ? <Clock aria-hidden size={15} className="mt-0.5 shrink-0 text-faint" /> : <OutcomeMark outcome={outcomeOf(row)} />}
      <div className="grid min-w-0 flex-1 gap-x-4 gap-y-0.5 lg:grid-cols-[11rem_minmax(0,1fr)_13rem_9rem_5.5rem] lg:items-start">
        <div className="min-w-0">
          <Link to="/orders/$accountId/$orderId" params={{ accountId, orderId }} className="font-medium hover:text-accent hover:underline">
            {orderId}
          </Link>
          {sku !== '' && (
            <p className="truncate text-xs text-faint" title={sku}>
              {units > 1 && `${units} × `}
              {sku}
            </p>
          )}
        </div>
        <p className={isBare ? 'min-w-0 break-words text-soft lg:col-span-4' : 'min-w-0 break-words text-soft'}>
          {rowText(row)}
          {place !== null && <span className="block text-xs text-faint">{t('batches.place', { place })}</span>}
        </p>
        {!isBare && (
          <>
            <div className="min-w-0">
              {carrier !== null && (
                <p className="flex items-center gap-1.5">
                  <span className="truncate">{serviceName({ carrier, service: service ?? '' })}</span>
                  {claimsProtected !== null && (
                    <span
                      className={claimsProtected ? 'shrink-0 text-good' : 'shrink-0 text-faint'}
                      title={t(claimsProtected ? 'labels.protected' : 'labels.unprotected')}
                    >
                      {claimsProtected ? <ShieldCheck aria-hidden size={13} /> : <ShieldOff aria-hidden size={13} />}
                      <span className="sr-only">{t(claimsProtected ? 'labels.protected' : 'labels.unprotected')}</span>
                    </span>
                  )}
                </p>
              )}
              {tracking !== null && <p className="truncate text-xs text-faint tabular-nums">{tracking}</p>}
            </div>
            <Arrival row={row} />
            <p className="font-medium tabular-nums lg:text-right">
              {price && formatMoney(price.amount, price.currency)}
              {expired && <span className="block text-2xs font-normal text-warn">{t('batches.runOut')}</span>}
            </p>
          </>
        )}
      </div>
      <span className="flex w-7 shrink-0 justify-end">
        {onChange && (
          <IconButton small label={t('batches.changeOne', { orderId })} onClick={onChange}>
            <Pencil size={13} />
          </IconButton>
        )}
      </span>
    </li>
  );
}

function Arrival({ row: { accountId, arrivesBy, deliverBy, arrival } }: { row: BatchRow }) {
  const { t } = useTranslation();
  const zone = useZone(accountId);
  if (arrival === null) return <span />;
  return (
    <p className="flex flex-wrap items-center gap-x-2 lg:block">
      <span className="flex items-center gap-1.5">
        {arrivesBy !== null && <span className="whitespace-nowrap">{formatTime(arrivesBy, 'day', zone)}</span>}
        <Badge tone={arrivalTones[arrival]}>{t(`labels.arrival.${arrival}`)}</Badge>
      </span>
      {deliverBy !== null && (
        <span className="text-xs text-faint">{t('batches.promised', { day: formatTime(deliverBy, 'day', zone) })}</span>
      )}
    </p>
  );
}
