import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldView } from '#src/modules/privacy/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useMay, useZone } from '../accounts/session.ts';
import { HoldDialog } from './hold-dialog.tsx';
import { LiftDialog } from './lift-dialog.tsx';
import { holdsQuery } from './privacy-queries.ts';

/** What keeps personal data beyond its day: in force first, then what was lifted or is over. */
export function HoldsSection() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(holdsQuery());
  const may = useMay('privacy.manage');
  const [making, setMaking] = useState(false);
  const [lifted, setLifted] = useState<HoldView | null>(null);
  return (
    <Section
      title={t('holds.title')}
      flush
      actions={
        may && (
          <Button small onClick={() => setMaking(true)}>
            {t('holds.set')}
          </Button>
        )
      }
    >
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="p-4 text-soft">{t('holds.none')}</p>}
      <ul className="divide-y">
        {data?.map((hold) => (
          <HoldRow key={`${hold.accountId} ${hold.holdId}`} hold={hold} onLift={may && hold.inForce ? () => setLifted(hold) : undefined} />
        ))}
      </ul>
      {making && <HoldDialog onClose={() => setMaking(false)} />}
      {lifted && <LiftDialog hold={lifted} onClose={() => setLifted(null)} />}
    </Section>
  );
}

function HoldRow({ hold, onLift }: { hold: HoldView; onLift: (() => void) | undefined }) {
  const { t } = useTranslation();
  const zone = useZone(hold.accountId);
  const { accountId, orderId } = hold;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <span className="w-48 font-medium">
        {orderId === null ? (
          t('holds.ofBuyer')
        ) : (
          <Link to="/orders/$accountId/$orderId" params={{ accountId, orderId }} className="hover:text-accent hover:underline">
            {orderId}
          </Link>
        )}
      </span>
      <Badge tone={hold.inForce ? 'warn' : 'outline'}>{t(hold.inForce ? 'holds.inForce' : 'holds.over')}</Badge>
      <span className="min-w-0 flex-1 basis-56 break-words">{hold.ground}</span>
      <span className="text-soft">{t('holds.until', { until: hold.until })}</span>
      <span className="text-soft">
        {hold.liftedAt
          ? t('holds.liftedBy', { by: hold.liftedBy ?? '', time: formatTime(hold.liftedAt, 'dayTime', zone) })
          : t('holds.setBy', { by: hold.setBy, time: formatTime(hold.setAt, 'dayTime', zone) })}
      </span>
      {onLift && (
        <Button small onClick={onLift}>
          {t('holds.lift')}
        </Button>
      )}
    </li>
  );
}
