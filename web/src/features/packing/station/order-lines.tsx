import { CircleCheck, Gift, Hand, Hourglass, Sparkles } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackItem, PackOrder } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Picture } from '../../../components/picture.tsx';
import { classes } from '../../../lib/classes.ts';
import { textOr } from '../../../lib/language.ts';
import type { SenderState } from '../queue/act-sender.ts';
import { foresee, stuck } from '../queue/foresee.ts';
import { CountDialog } from './count-dialog.tsx';
import type { StationDesk } from './station-desk.ts';

/** What the order holds and how much of it is in the parcel. `order` as it will be once what waits has been sent. */
export function OrderLines({ desk, sent, order }: { desk: StationDesk; sent: SenderState; order: PackOrder }) {
  const { t } = useTranslation();
  const [byHand, setByHand] = useState<PackItem | null>(null);
  const { waiting } = foresee(sent.state.order, stuck(sent));
  const shown = order.items.filter(({ toPack, inParcel, packed }) => toPack + inParcel + packed > 0);
  const isMine = order.lock === null || order.lock.mine;
  return (
    <section className="card overflow-hidden" aria-label={t('pack.lines')}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2 text-base">
        <h2 className="text-xl font-semibold">{order.orderId}</h2>
        <CopyButton text={order.orderId} label={t('pack.copyOrder')} />
        {order.tote !== null && <span className="text-soft">{t('pack.tote', { tote: order.tote })}</span>}
        {order.serviceLevel !== '' && <span className="text-soft">{order.serviceLevel}</span>}
        {order.programs.map((program) => (
          <span key={program} className="rounded-md bg-info-wash px-2 font-semibold text-info">
            {program}
          </span>
        ))}
        {order.parcel.number > 1 && <span className="ml-auto font-medium">{t('pack.parcelNumber', { number: order.parcel.number })}</span>}
      </header>
      {order.warnings.map(({ key, values }) => (
        <p key={key} className="border-b bg-warn-wash px-4 py-1.5 text-base text-warn">
          {textOr(key, key, values)}
        </p>
      ))}
      {shown.length === 0 && <p className="px-4 py-4 text-base text-soft">{t('pack.nothingToPack')}</p>}
      <ul className="divide-y">
        {shown.map((item) => (
          <Line
            key={item.itemId}
            item={item}
            waiting={waiting.get(item.itemId) ?? 0}
            onByHand={isMine && !order.stopped && item.left > 0 ? () => setByHand(item) : undefined}
          />
        ))}
      </ul>
      {byHand && (
        <CountDialog
          item={byHand}
          onCount={(quantity) => desk.act({ act: 'count', itemId: byHand.itemId, quantity })}
          onClose={() => setByHand(null)}
        />
      )}
    </section>
  );
}

function Line({ item, waiting, onByHand }: { item: PackItem; waiting: number; onByHand: (() => void) | undefined }) {
  const { t } = useTranslation();
  const isDone = item.left === 0;
  const of = item.inParcel + item.left;
  return (
    <li className={classes('flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3', isDone && 'bg-good-wash')}>
      <Picture url={item.imageUrl} className="size-16 sm:size-20" />
      <div className="min-w-44 flex-1">
        <p className="line-clamp-2 text-xl leading-snug font-medium">{item.title}</p>
        <p className="text-base break-words text-soft">
          {item.sku}
          {item.barcodes[0] !== undefined && <span className="ml-3 text-faint">{item.barcodes[0]}</span>}
        </p>
        <p className="flex flex-wrap gap-2 text-base empty:hidden">
          {item.gift && <Mark icon={<Gift aria-hidden size={16} />} text={t('pack.gift')} />}
          {item.customised && <Mark icon={<Sparkles aria-hidden size={16} />} text={t('pack.customised')} />}
          {item.needs.serial && <Mark text={t('pack.serials', { count: item.serials.length })} />}
          {item.needs.transparency && <Mark text={t('pack.transparency', { count: item.transparencyCodes.length })} />}
          {item.packed > 0 && <Mark text={t('pack.packedBefore', { count: item.packed })} />}
          {item.picked !== null && item.picked < item.toPack && (
            <Mark text={t('pack.pickedOf', { picked: item.picked, count: item.toPack })} />
          )}
        </p>
        {item.parts.length > 0 && (
          <ul className="mt-1 text-base text-soft">
            {item.parts.map((part) => (
              <li key={part.productId} className="flex gap-2">
                <span className="font-semibold text-ink">
                  {part.scanned} / {part.perUnit}
                </span>
                <span className="min-w-0 truncate">{part.title}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      {waiting > 0 && (
        <span className="flex items-center gap-1.5 text-lg font-medium text-warn">
          <Hourglass aria-hidden size={18} />
          {t('pack.waitingUnits', { count: waiting })}
        </span>
      )}
      {onByHand && (
        <Button kind="quiet" className="h-11 text-base!" aria-label={t('pack.byHandOf', { title: item.title })} onClick={onByHand}>
          <Hand aria-hidden size={18} />
          {t('pack.byHand')}
        </Button>
      )}
      <p className={classes('flex items-center gap-2 text-3xl font-semibold sm:text-4xl', isDone && 'text-good')}>
        {isDone && <CircleCheck aria-hidden size={30} />}
        <span>
          {item.inParcel} <span className="text-2xl font-normal text-soft">{t('pack.of', { count: of })}</span>
        </span>
      </p>
    </li>
  );
}

const Mark = ({ icon, text }: { icon?: ReactNode; text: string }) => (
  <span className="flex items-center gap-1 rounded-md bg-info-wash px-2 text-info">
    {icon}
    {text}
  </span>
);
