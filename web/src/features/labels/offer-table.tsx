import { ShieldCheck, ShieldOff, Sparkles, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OfferView, QuoteView } from '#src/modules/labels/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { classes } from '../../lib/classes.ts';
import { formatMoney } from '../../lib/format-money.ts';
import { formatTime } from '../../lib/format-time.ts';
import { humanise } from '../../lib/language.ts';
import { arrivalTones, serviceName } from './label-words.ts';

type Props = { quote: QuoteView; zone: string; value: number | null; onChange: (offer: number) => void };

/** Offers side by side, the cheapest first; one of them is chosen. On a narrow screen each is a card. */
export function OfferTable({ quote, zone, value, onChange }: Props) {
  const { t } = useTranslation();
  const offers = quote.offers.toSorted((a, b) => Number(a.price.amount) - Number(b.price.amount) || a.offer - b.offer);
  return (
    <table className="w-full border-separate border-spacing-0 overflow-hidden rounded-xl border max-sm:block">
      <caption className="sr-only">{t('labels.offersOf')}</caption>
      <thead className="max-sm:sr-only">
        <tr className="bg-sunken text-left text-2xs text-faint">
          <th scope="col" className="py-1.5 pl-3 font-medium">
            {t('labels.service')}
          </th>
          <th scope="col" className="px-3 py-1.5 text-right font-medium">
            {t('labels.price')}
          </th>
          <th scope="col" className="px-3 py-1.5 font-medium">
            {t('labels.arrives')}
          </th>
          <th scope="col" className="px-3 py-1.5 font-medium">
            {t('labels.protection')}
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {offers.map((offer) => (
          <OfferRow
            key={offer.offer}
            offer={offer}
            zone={zone}
            isChosen={quote.chosen === offer.offer}
            isBarred={quote.premium && offer.claimsProtected !== true}
            checked={value === offer.offer}
            onChoose={() => onChange(offer.offer)}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { offer: OfferView; zone: string; isChosen: boolean; isBarred: boolean; checked: boolean; onChoose: () => void };

const cell = 'border-t px-3 py-2 align-top max-sm:border-t-0 max-sm:py-0';

function OfferRow({ offer, zone, isChosen, isBarred, checked, onChoose }: RowProps) {
  const { t } = useTranslation();
  const name = serviceName(offer);
  return (
    <tr
      className={classes(
        'max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-y-1 max-sm:border-t max-sm:py-2',
        checked ? 'bg-accent-wash' : 'hover:bg-hover',
        isBarred && 'opacity-60',
      )}
    >
      <th scope="row" className={classes(cell, 'text-left font-normal')}>
        <label className={classes('flex items-start gap-2.5', !isBarred && 'cursor-pointer')}>
          <input
            type="radio"
            name="offer"
            className="mt-0.5 size-4 shrink-0"
            aria-label={t('labels.choose', { carrier: offer.carrier, service: offer.service })}
            checked={checked}
            disabled={isBarred}
            onChange={onChoose}
          />
          <span className="min-w-0">
            <span className="font-medium">{name}</span>
            {isChosen && (
              <span className="ml-2 inline-flex items-center gap-1 text-2xs font-medium text-accent">
                <Sparkles aria-hidden size={11} />
                {t('labels.byRules')}
              </span>
            )}
            <span className="block text-2xs text-faint">{t(`labels.kinds.${offer.kind}`)}</span>
          </span>
        </label>
      </th>
      <td className={classes(cell, 'text-right font-medium whitespace-nowrap tabular-nums')}>
        {formatMoney(offer.price.amount, offer.price.currency)}
      </td>
      <td className={classes(cell, 'max-sm:pl-9.5')}>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {offer.latest !== null && (
            <span className="whitespace-nowrap" title={offer.estimated ? t('labels.estimatedText') : undefined}>
              {offer.estimated
                ? t('labels.estimated', { day: formatTime(offer.latest, 'day', zone) })
                : formatTime(offer.latest, 'day', zone)}
            </span>
          )}
          <Badge tone={arrivalTones[offer.arrival]}>{t(`labels.arrival.${offer.arrival}`)}</Badge>
        </span>
        {offer.lateRisk && offer.arrival === 'in-time' && (
          <span className="mt-0.5 flex items-center gap-1 text-2xs text-warn">
            <TriangleAlert aria-hidden size={11} />
            {t('labels.lateRisk')}
          </span>
        )}
      </td>
      <td className={classes(cell, 'max-sm:col-span-2 max-sm:pl-9.5')}>
        <Protection offer={offer} />
      </td>
    </tr>
  );
}

function Protection({ offer: { claimsProtected, onTimeProtected, excluded } }: { offer: OfferView }) {
  const { t } = useTranslation();
  const why = excluded.flatMap(({ reasons }) => reasons).map(humanise);
  if (claimsProtected === null) return <span className="text-faint">{t('labels.protectionUnknown')}</span>;
  return (
    <span className="flex flex-col gap-0.5">
      <span className={classes('flex items-center gap-1', claimsProtected ? 'text-good' : 'text-soft')}>
        {claimsProtected ? <ShieldCheck aria-hidden size={13} /> : <ShieldOff aria-hidden size={13} />}
        {t(claimsProtected ? 'labels.protected' : 'labels.unprotected')}
      </span>
      {onTimeProtected === true && (
        <span className="flex items-center gap-1 text-good">
          <ShieldCheck aria-hidden size={13} />
          {t('labels.onTime')}
        </span>
      )}
      {why.length > 0 && <span className="text-2xs text-faint">{[...new Set(why)].join(', ')}</span>}
    </span>
  );
}
