import { useTranslation } from 'react-i18next';
import type { ParcelDetails } from '#src/modules/tracking/contract.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';
import { ParcelBadges } from './parcel-badges.tsx';
import { ParcelTimeline } from './parcel-timeline.tsx';

/** On the order: where one parcel is, what to do where something is wrong, and what was told of it behind a click. */
export function ParcelTrack({ parcel }: { parcel: ParcelDetails }) {
  const { t } = useTranslation();
  const zone = useZone(parcel.accountId);
  return (
    <div className="flex flex-col gap-1.5">
      <ParcelBadges parcel={parcel} />
      {parcel.exceptions.map((exception) => (
        <p key={exception} className="rounded-lg bg-warn-wash px-3 py-2 text-xs">
          {t(`parcels.todo.${exception}`)}
        </p>
      ))}
      {parcel.problem && <p className="text-xs text-soft">{textOr(parcel.problem, parcel.problem)}</p>}
      {parcel.events.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-xs text-accent">{t('parcels.told')}</summary>
          <div className="pt-2">
            <ParcelTimeline events={parcel.events} zone={zone} />
          </div>
        </details>
      )}
    </div>
  );
}
