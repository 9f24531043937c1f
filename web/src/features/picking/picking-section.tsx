import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetails } from '#src/modules/orders/contract.ts';
import type { PickProgress } from '#src/modules/picking/contract.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { useMay } from '../accounts/session.ts';
import { restQuery } from './picking-queries.ts';
import { RestDialog } from './rest-dialog.tsx';

const tones: Record<PickProgress, Tone> = {
  none: 'neutral',
  waved: 'neutral',
  picking: 'accent',
  picked: 'good',
  short: 'bad',
  'put-back': 'warn',
};

/** How far the picking of an order is; nothing where it is not picked here. */
export function PickingSection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const { accountId, orderId, fulfilledBy } = order;
  const { data } = useQuery({ ...restQuery(accountId, orderId), enabled: fulfilledBy === 'merchant' });
  const [asking, setAsking] = useState(false);
  const mayWork = useMay('floor.work');
  if (!data || (data.state.progress === 'none' && data.state.waveId === null)) return null;
  const { progress, waveId, wave, tote, items } = data.state;
  return (
    <Section
      title={t('rest.section')}
      actions={
        progress === 'short' && mayWork ? (
          <Button small onClick={() => setAsking(true)}>
            {t('waves.what')}
          </Button>
        ) : undefined
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={tones[progress]}>{t(`rest.progress.${progress}`)}</Badge>
        {waveId !== null && mayWork && (
          <Link to="/waves/$waveId" params={{ waveId }} className="text-accent hover:underline">
            {t('rest.inWave', { wave })}
          </Link>
        )}
        {tote !== null && <span className="text-soft">{t('pick.tote', { tote })}</span>}
      </div>
      <ul className="mt-3 flex flex-col gap-1">
        {items
          .filter(({ wanted, picked }) => wanted > 0 || picked > 0)
          .map(({ itemId, productId, code, title, wanted, picked, short }) => (
            <li key={`${itemId}/${productId}`} className="flex flex-wrap gap-x-3">
              <span className="min-w-0 flex-1 truncate">{title || code}</span>
              <span className="text-soft">{t('rest.picked', { picked, wanted })}</span>
              {short > 0 && <span className="text-bad">{t('rest.shortUnits', { count: short })}</span>}
            </li>
          ))}
      </ul>
      {asking && <RestDialog accountId={accountId} orderId={orderId} onClose={() => setAsking(false)} />}
    </Section>
  );
}
