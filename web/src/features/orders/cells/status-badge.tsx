import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../../components/badge.tsx';
import { textOr } from '../../../lib/language.ts';

const statusTones: Record<string, Tone> = {
  pending: 'neutral',
  pending_availability: 'neutral',
  unshipped: 'info',
  partially_shipped: 'warn',
  shipped: 'good',
  cancelled: 'outline',
  unfulfillable: 'bad',
};

export const isOpen = (status: string): boolean => status === 'unshipped' || status === 'partially_shipped';

export const StatusBadge = ({ status, raw }: { status: string; raw: string }) => (
  <Badge tone={statusTones[status] ?? 'outline'} title={raw}>
    {status === 'unknown' ? raw : textOr(`status.${status}`, status)}
  </Badge>
);

const writeTones: Record<string, Tone> = { verified: 'good', rejected: 'bad', withdrawn: 'outline' };

/** How far a change has come on its way to Amazon. */
export function WriteBadge({ state }: { state: string }) {
  return (
    <Badge tone={writeTones[state] ?? 'accent'} title={textOr(`writes.stateMeans.${state}`, state)}>
      {textOr(`writes.states.${state}`, state)}
    </Badge>
  );
}

export function HeldBadge() {
  const { t } = useTranslation();
  return (
    <Badge tone="warn" title={t('orders.heldMeans')}>
      {t('orders.held')}
    </Badge>
  );
}

export function CancelRequestBadge() {
  const { t } = useTranslation();
  return (
    <Badge tone="bad" title={t('orders.cancelRequestMeans')}>
      {t('orders.cancelRequest')}
    </Badge>
  );
}
