import { useTranslation } from 'react-i18next';
import type { ParcelEvent } from '#src/modules/tracking/contract.ts';
import { classes } from '../../lib/classes.ts';
import { formatTime } from '../../lib/format-time.ts';

/** What a carrier said of a parcel, the newest first; its own word stays beside ours. */
export function ParcelTimeline({ events, zone }: { events: readonly ParcelEvent[]; zone: string }) {
  const { t } = useTranslation();
  if (events.length === 0) return <p className="text-soft">{t('parcels.nothingTold')}</p>;
  return (
    <ol className="flex flex-col">
      {events.toReversed().map((event, index) => (
        <li key={`${event.at} ${event.code} ${event.place}`} className="flex gap-3">
          <span aria-hidden className="flex w-3 shrink-0 flex-col items-center">
            <span className={classes('mt-1.5 size-2 shrink-0 rounded-full', index === 0 ? 'bg-accent' : 'bg-line-strong')} />
            {index < events.length - 1 && <span className="w-px flex-1 bg-line" />}
          </span>
          <div className="min-w-0 flex-1 pb-3">
            <p className={index === 0 ? 'font-medium' : ''}>
              {event.step ? t(`parcels.states.${event.step}`) : event.code}
              {event.back && <span className="text-soft"> · {t('parcels.back')}</span>}
              {!event.step && <span className="text-soft"> · {t('parcels.unknownWord')}</span>}
            </p>
            <p className="text-xs text-soft">
              {[formatTime(event.at, 'dayTime', zone), event.place, event.step ? event.code : ''].filter(Boolean).join(' · ')}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
