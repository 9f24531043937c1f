import { useTranslation } from 'react-i18next';
import type { ParcelException, ParcelState, ParcelView } from '#src/modules/tracking/contract.ts';
import { Badge, type Tone } from '../../components/badge.tsx';

const stateTones: Record<ParcelState, Tone> = {
  label: 'neutral',
  accepted: 'info',
  in_transit: 'info',
  out_for_delivery: 'accent',
  attempted: 'warn',
  waiting: 'warn',
  delivered: 'good',
  exception: 'bad',
  returning: 'bad',
  returned: 'bad',
  lost: 'bad',
};
const exceptionTones: Record<ParcelException, Tone> = {
  no_scan: 'warn',
  late: 'warn',
  lost: 'bad',
  returned: 'bad',
  address: 'bad',
  problem: 'bad',
};

/** Where a parcel is, and what is wrong with it. */
export function ParcelBadges({ parcel }: { parcel: Pick<ParcelView, 'state' | 'exceptions' | 'source'> }) {
  const { t } = useTranslation();
  return (
    <span className="flex flex-wrap items-center gap-1">
      <Badge tone={stateTones[parcel.state]}>{t(`parcels.states.${parcel.state}`)}</Badge>
      {parcel.exceptions.map((exception) => (
        <Badge key={exception} tone={exceptionTones[exception]}>
          {t(`parcels.exceptions.${exception}`)}
        </Badge>
      ))}
      {parcel.source === 'none' && (
        <Badge tone="outline" title={t('parcels.noSourceText')}>
          {t('parcels.noSource')}
        </Badge>
      )}
    </span>
  );
}
