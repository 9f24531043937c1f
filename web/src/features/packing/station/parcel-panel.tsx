import { Camera, Gift, Scale as ScaleIcon, StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PackOrder, PackParcel, PackSetup } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Kbd } from '../../../components/kbd.tsx';
import { classes } from '../../../lib/classes.ts';
import { textOr } from '../../../lib/language.ts';
import { centimetres } from '../boxes/measures.ts';
import type { Scale } from '../scale/use-scale.ts';
import { ParcelLine } from './recent-parcels.tsx';
import { boxKeys, type StationDesk } from './station-desk.ts';
import type { Panel } from './station-keys.ts';
import { useStationSettings } from './station-settings.ts';
import { weightText } from './weight-text.ts';

type Props = {
  desk: StationDesk;
  order: PackOrder;
  setup: PackSetup;
  scale: Scale;
  onPanel: (panel: Panel) => void;
  onPrint: (parcel: PackParcel) => void;
};

/** The parcel that is open: its box, weight, photo and gift; and those that are finished. */
export function ParcelPanel({ desk, order, setup, scale, onPanel, onPrint }: Props) {
  const { t } = useTranslation();
  const isOurs = !order.stopped && (order.lock === null || order.lock.mine);
  return (
    <div className="flex flex-col gap-4 text-base">
      {isOurs && <OpenParcel desk={desk} order={order} setup={setup} scale={scale} onPanel={onPanel} />}
      {order.parcels.length > 0 && (
        <section className="card overflow-hidden" aria-label={t('pack.finishedParcels')}>
          <h2 className="border-b px-3 py-2 font-semibold">{t('pack.finishedParcels')}</h2>
          <ul className="divide-y">
            {order.parcels.map((each) => (
              <ParcelLine key={each.parcelId} parcel={each} onPrint={onPrint} onLabel={() => onPanel('label')} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function OpenParcel({ desk, order, setup, scale, onPanel }: Omit<Props, 'onPrint'>) {
  const { t } = useTranslation();
  const { parcel } = order;
  return (
    <>
      <Boxes desk={desk} order={order} setup={setup} />
      <section className="card p-3" aria-label={t('pack.weight')}>
        <Weight order={order} scale={scale} onPanel={onPanel} />
      </section>
      <section className="card flex flex-wrap gap-2 p-3" aria-label={t('pack.alsoInside')}>
        <Button className="h-11 text-base!" onClick={() => onPanel('photo')}>
          <Camera aria-hidden size={18} />
          {t('pack.photos', { count: parcel.photos.length })}
        </Button>
        {order.gift && (
          <>
            <Button className="h-11 text-base!" onClick={() => onPanel('gift')}>
              <Gift aria-hidden size={18} />
              {t('pack.giftMessage')}
            </Button>
            <label className="flex h-11 items-center gap-2 px-2">
              <input
                type="checkbox"
                className="size-5"
                checked={parcel.giftWrapped}
                onChange={(event) => {
                  desk.act({ act: 'wrap', on: event.target.checked });
                  event.target.blur();
                }}
              />
              {t('pack.wrapped')}
            </label>
          </>
        )}
        <Button className="h-11 max-w-full text-base!" onClick={() => onPanel('note')}>
          <StickyNote aria-hidden size={18} className="shrink-0" />
          <span className="truncate">{parcel.note || t('pack.note')}</span>
        </Button>
      </section>
    </>
  );
}

function Boxes({ desk, order, setup }: Pick<Props, 'desk' | 'order' | 'setup'>) {
  const { t } = useTranslation();
  const { boxId, boxes: hints, billable } = order.parcel;
  const boxes = boxKeys(order, setup);
  return (
    <section className="card overflow-hidden" aria-label={t('pack.box')}>
      <h2 className="border-b px-3 py-2 font-semibold">{t('pack.box')}</h2>
      {boxes.length === 0 && <p className="p-3 text-soft">{t('pack.noBoxes')}</p>}
      <ul className="divide-y">
        {boxes.map((box, index) => {
          const hint = hints.find((each) => each.boxId === box.boxId);
          const isChosen = box.boxId === boxId;
          return (
            <li key={box.boxId}>
              <button
                type="button"
                aria-pressed={isChosen}
                className={classes(
                  'flex w-full items-center gap-3 px-3 py-2 text-left',
                  isChosen ? 'bg-good-wash font-semibold' : 'hover:bg-hover',
                )}
                onClick={(event) => {
                  if (event.detail > 0) event.currentTarget.blur();
                  desk.act({ act: 'box', boxId: box.boxId });
                }}
              >
                <Kbd>{String(index + 1)}</Kbd>
                <span className="min-w-0 flex-1 truncate text-lg">{box.name}</span>
                {hint && <span className="rounded-md bg-accent-wash px-2 text-sm text-accent">{t(`pack.boxHint.${hint.reason}`)}</span>}
                <span className="text-sm text-soft">{centimetres(box.outer)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {billable.length > 0 && (
        <p className="border-t px-3 py-2 text-sm text-soft">
          {t('pack.billed')}
          {billable.map(({ carrier, unit, billable: amount, decidedBy }) => (
            <span key={carrier} className="ml-2 inline-block">
              {t(`pack.billable.${decidedBy}`, { carrier: textOr(`pack.carriers.${carrier}`, carrier), amount, unit })}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

function Weight({ order, scale, onPanel }: Pick<Props, 'order' | 'scale' | 'onPanel'>) {
  const { t } = useTranslation();
  const { unit } = useStationSettings();
  const { grams, expectedGrams, weight, weightFrom } = order.parcel;
  const { reading } = scale;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <ScaleIcon aria-hidden size={22} className="text-faint" />
      <p className="flex-1">
        <span className={classes('text-2xl font-semibold', weight === 'off' && 'text-bad', weight === 'fits' && 'text-good')}>
          {grams === null ? t('pack.notWeighed') : weightText(grams, unit)}
        </span>
        {weight !== null && <span className="ml-2">{t(`pack.weightIs.${weight}`)}</span>}
        {expectedGrams !== null && (
          <span className="block text-sm text-soft">{t('pack.expected', { weight: weightText(expectedGrams, unit) })}</span>
        )}
        {weightFrom === 'typed' && <span className="block text-sm text-soft">{t('pack.typedWeight')}</span>}
        {reading && (
          <span className="block text-sm text-soft">
            {'problem' in reading
              ? t(`pack.scaleProblem.${reading.problem}`)
              : t('pack.onScale', { weight: weightText(Math.round(reading.grams), unit) })}
          </span>
        )}
      </p>
      <Button className="h-11 text-base!" onClick={() => onPanel('weight')}>
        {t('pack.actions.weight')}
      </Button>
    </div>
  );
}
