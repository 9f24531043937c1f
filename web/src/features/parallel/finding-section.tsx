import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ParallelOrder, ParallelReport } from '#src/modules/parallel/contract.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Section } from '../../components/page.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';
import { useSpan } from './use-span.ts';

/** The orders behind the numbers that should be zero. */
export function FindingSection({ report }: { report: ParallelReport }) {
  const { t } = useTranslation();
  return (
    <Section title={t('parallel.findings')} flush>
      {report.findings.length === 0 && <p className="p-4 text-soft">{t('parallel.findingsNone')}</p>}
      <ul className="divide-y">
        {report.findings.map((order) => (
          <Finding key={`${order.accountId}/${order.orderId}`} order={order} />
        ))}
      </ul>
      {report.more && <p className="border-t px-4 py-2.5 text-xs text-faint">{t('parallel.more')}</p>}
    </Section>
  );
}

type Found = [word: 'late' | 'missing' | 'afterCancel' | 'missed' | 'takenLate', tone: Tone];

function foundOf({ verdict, afterCancel, list }: ParallelOrder): Found[] {
  const found: Found[] = [];
  if (verdict === 'late') found.push(['late', 'bad']);
  if (verdict === 'missing') found.push(['missing', 'bad']);
  if (afterCancel) found.push(['afterCancel', 'bad']);
  if (list === 'missed') found.push(['missed', 'warn']);
  if (list === 'taken-late') found.push(['takenLate', 'warn']);
  return found;
}

function Finding({ order }: { order: ParallelOrder }) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const span = useSpan();
  const time = (at: string) => formatTime(at, 'dayTime', zone);
  const { shipBy, confirmedAt, shipDate, minutes, listedAt } = order;
  const facts = [
    t('parallel.shipBy', { time: time(shipBy) }),
    confirmedAt && t('parallel.confirmed', { time: time(confirmedAt) }),
    !confirmedAt && shipDate && t('parallel.toldShipDate', { time: time(shipDate) }),
    minutes !== null && t('parallel.took', { time: span(minutes) }),
    listedAt && t('parallel.listedAt', { time: time(listedAt) }),
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <Link to="/orders/$accountId/$orderId" params={order} className="font-medium hover:text-accent hover:underline">
        {order.orderId}
      </Link>
      <p className="min-w-0 flex-1 basis-64 text-soft">{facts.join(' · ')}</p>
      <span className="flex flex-wrap gap-1">
        {foundOf(order).map(([word, tone]) => (
          <Badge key={word} tone={tone}>
            {t(`parallel.found.${word}`)}
          </Badge>
        ))}
      </span>
    </li>
  );
}
