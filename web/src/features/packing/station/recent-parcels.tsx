import { CircleCheck, CircleX, Clock, Loader, Printer, Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PackParcel, StationState } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { classes } from '../../../lib/classes.ts';
import { textOr } from '../../../lib/language.ts';
import type { Panel } from './station-keys.ts';

type Props = {
  parcels: readonly PackParcel[];
  today: StationState['today'];
  onPrint: (parcel: PackParcel) => void;
  onPanel: (panel: Panel) => void;
};

/** The parcels finished here, newest first, and how far their labels are. */
export function RecentParcels({ parcels, today, onPrint, onPanel }: Props) {
  const { t } = useTranslation();
  return (
    <section className="card overflow-hidden" aria-label={t('pack.recent')}>
      <header className="flex items-center gap-3 border-b px-4 py-2 text-base">
        <h2 className="flex-1 text-lg font-semibold">{t('pack.recent')}</h2>
        {today && (
          <p className="text-soft">
            {t('pack.today', {
              parcels: t('pack.todayParcels', { count: today.parcels }),
              units: t('pack.todayUnits', { count: today.units }),
            })}
          </p>
        )}
      </header>
      {parcels.length === 0 ? (
        <p className="px-4 py-5 text-base text-soft">{t('pack.noRecent')}</p>
      ) : (
        <ul className="divide-y">
          {parcels.map((parcel) => (
            <ParcelLine key={parcel.parcelId} parcel={parcel} onPrint={onPrint} onLabel={() => onPanel('label')} />
          ))}
        </ul>
      )}
    </section>
  );
}

const marks = {
  later: { Icon: Clock, look: 'text-soft' },
  wanted: { Icon: Loader, look: 'text-info' },
  asked: { Icon: Loader, look: 'text-info' },
  buying: { Icon: Loader, look: 'text-info' },
  unsure: { Icon: Loader, look: 'text-warn' },
  choose: { Icon: Tag, look: 'text-warn' },
  bought: { Icon: CircleCheck, look: 'text-good' },
  voiding: { Icon: CircleX, look: 'text-warn' },
  voided: { Icon: CircleX, look: 'text-warn' },
  refused: { Icon: CircleX, look: 'text-bad' },
} as const;
const open: ReadonlySet<string> = new Set(['later', 'choose', 'refused', 'voided']);

/** Many services begin with the name of their carrier. */
const serviceName = (carrier: string, service: string | null): string =>
  service === null ? carrier : service.toLowerCase().startsWith(carrier.toLowerCase()) ? service : `${carrier} ${service}`;

/** One finished parcel with its label; `onLabel` opens what is left to decide. */
export function ParcelLine({ parcel, onPrint, onLabel }: { parcel: PackParcel; onPrint: Props['onPrint']; onLabel: () => void }) {
  const { t } = useTranslation();
  const { label, orderId, number, items } = parcel;
  const { Icon, look } = marks[label.state];
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-base">
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          {orderId} <span className="font-normal text-soft">{t('pack.parcelUnits', { number, count: units })}</span>
        </p>
        <p className={classes('flex flex-wrap items-center gap-x-2', look)}>
          <Icon aria-hidden size={18} className="shrink-0" />
          {t(`pack.label.${label.state}`)}
          {label.carrier !== null && <span className="text-soft">{serviceName(label.carrier, label.service)}</span>}
          {label.tracking !== null && <span className="break-all text-soft">{label.tracking}</span>}
          {label.reason && <span className="text-soft">{textOr(label.reason.key, label.reason.key, label.reason.values)}</span>}
          {label.printed > 0 && <span className="text-soft">{t('pack.printedTimes', { count: label.printed })}</span>}
        </p>
      </div>
      {open.has(label.state) && (
        <Button className="h-10 text-base!" onClick={onLabel}>
          {t('pack.actions.label')}
        </Button>
      )}
      {label.printable && (
        <Button className="h-10 text-base!" onClick={() => onPrint(parcel)}>
          <Printer aria-hidden size={18} />
          {t('pack.actions.print')}
        </Button>
      )}
    </li>
  );
}
