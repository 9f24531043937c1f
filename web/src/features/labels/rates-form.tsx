import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { LabelView, RatesBody, SettingsView } from '#src/modules/labels/contract.ts';
import type { OrderDetails, OrderItem } from '#src/modules/orders/contract.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { formatMoney } from '../../lib/format-money.ts';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useZone } from '../accounts/session.ts';
import { allItems, ItemFields, itemsOf } from './item-fields.tsx';
import { askRates, buyLabel } from './label-queries.ts';
import { reasonText, refusedBy, serviceName } from './label-words.ts';
import { OfferTable } from './offer-table.tsx';
import { draftOf, emptyDraft, ParcelFields, parcelOf } from './parcel-fields.tsx';
import { WhyList } from './why-list.tsx';

type Props = {
  order: OrderDetails;
  items: readonly OrderItem[];
  settings: SettingsView;
  /** Where the button that goes on stands. */
  foot: HTMLElement | null;
  onBought: (label: LabelView) => void;
};

const formats = ['pdf', 'png', 'zpl203', 'zpl300'] as const;
const signatures = ['none', 'signature', 'adult'] as const;

/** The parcel, what carriers offer for it side by side, and the purchase of one of them. */
export function RatesForm({ order, items, settings, foot, onBought }: Props) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const client = useQueryClient();
  const form = useId();
  const { presets, format: usual } = settings.settings;
  const [preset, setPreset] = useState<string | null>(null);
  const [parcel, setParcel] = useState(emptyDraft);
  const [inParcel, setInParcel] = useState(allItems);
  const [format, setFormat] = useState(usual);
  const [signature, setSignature] = useState<(typeof signatures)[number]>('none');
  const [offer, setOffer] = useState<number | null>(null);
  const [asked, setAsked] = useState('');
  const wish: RatesBody = { parcel: parcelOf(parcel), items: itemsOf(inParcel, items), format, signature };
  const rates = useMutation({
    mutationFn: (body: RatesBody) => askRates(order, body),
    onSuccess: (quote, body) => {
      setOffer(quote.chosen);
      if (body.parcel === undefined) {
        setParcel(draftOf(quote.parcel));
        setPreset(presets.find((each) => keyOf({ parcel: each.parcel }) === keyOf({ parcel: quote.parcel }))?.name ?? null);
      }
      setAsked(keyOf({ format: usual, signature: 'none', ...body, parcel: quote.parcel }));
    },
  });
  const { mutate: ask } = rates;
  const buy = useMutation({
    mutationFn: ({ quoteId, chosen }: { quoteId: string; chosen: number }) => buyLabel(order.accountId, quoteId, chosen),
    onSuccess: onBought,
    onSettled: () => client.invalidateQueries({ queryKey: ['order', order.accountId, order.orderId] }),
  });
  // With presets the desk knows the parcel already: its rates are there before anything is typed.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || presets.length === 0) return;
    begun.current = true;
    ask({});
  }, [presets, ask]);

  const quote = rates.isPending ? undefined : rates.data;
  const isCurrent = quote !== undefined && asked === keyOf(wish);
  const chosen = quote?.offers.find((each) => each.offer === offer);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (quote && chosen && isCurrent) buy.mutate({ quoteId: quote.quoteId, chosen: chosen.offer });
    else if (wish.parcel) rates.mutate(wish);
  };
  const refusal = refusedBy(rates.error) ?? refusedBy(buy.error);
  return (
    <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
      <div className="grid gap-x-6 gap-y-3 rounded-xl bg-sunken px-4 py-3">
        {presets.length > 0 && (
          <Row label={t('labels.preset')}>
            <Select
              aria-label={t('labels.preset')}
              className="max-w-64"
              value={preset ?? ''}
              options={[{ value: '', label: t('labels.presetOwn') }, ...presets.map(({ name }) => ({ value: name, label: name }))]}
              onChange={(name) => {
                const found = presets.find((each) => each.name === name);
                setPreset(found ? name : null);
                if (found) setParcel(draftOf(found.parcel));
              }}
            />
          </Row>
        )}
        <Row label={t('labels.parcel')}>
          <ParcelFields
            value={parcel}
            onChange={(next) => {
              setPreset(null);
              setParcel(next);
            }}
          />
        </Row>
        {(items.length > 1 || items.some((item) => item.quantity > 1 || item.programs.includes('TRANSPARENCY'))) && (
          <Row label={t('labels.items')}>
            <ItemFields items={items} value={inParcel} onChange={setInParcel} />
          </Row>
        )}
        <Row label={t('labels.format')}>
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Select
              aria-label={t('labels.format')}
              value={format}
              options={formats.map((value) => ({ value, label: t(`labels.formats.${value}`) }))}
              onChange={(value) => setFormat(formats.find((each) => each === value) ?? 'pdf')}
            />
            <span className="flex items-center gap-2 text-xs text-soft">
              {t('labels.signature')}
              <Segmented
                label={t('labels.signature')}
                value={signature}
                options={signatures.map((value) => ({ value, label: t(`labels.signatures.${value}`) }))}
                onChange={setSignature}
              />
            </span>
          </span>
        </Row>
      </div>
      {rates.isPending && (
        <div aria-live="polite">
          <p className="text-soft">{t('labels.loading')}</p>
          <SkeletonLines count={4} />
        </div>
      )}
      {refusal && (
        <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2">
          {refusal}
        </p>
      )}
      {!refusal && (rates.error ?? buy.error) && <ProblemPanel error={rates.error ?? buy.error} />}
      {quote && (
        <div className="flex flex-col gap-3">
          <p className="flex flex-wrap gap-x-4 text-soft">
            <span>
              {quote.deliverBy ? t('labels.against', { day: formatTime(quote.deliverBy, 'day', zone) }) : t('labels.noPromise')}
              {' · '}
              {textOr(`service.${order.serviceLevel}`, order.serviceLevel)}
            </span>
            {chosen?.expiresAt && (
              <span className="text-faint">{t('labels.expires', { time: formatTime(chosen.expiresAt, 'time', zone) })}</span>
            )}
          </p>
          {quote.premium && <p className="rounded-lg bg-info-wash px-3 py-2">{t('labels.premium')}</p>}
          {quote.customs && (
            <p className="text-soft">
              {t('labels.abroad', {
                country: quote.customs.to,
                items: quote.customs.items.map(({ sku, hsCode }) => `${sku} ${hsCode}`).join(', '),
              })}
            </p>
          )}
          {quote.offers.length === 0 ? (
            <EmptyState title={t('labels.noOffers')} text={t('labels.noOffersText')} />
          ) : (
            <OfferTable quote={quote} zone={zone} value={offer} onChange={setOffer} />
          )}
          <details className="text-xs" open={quote.chosen === null && quote.offers.length > 0}>
            <summary className="w-fit font-medium text-soft hover:text-ink">{t('labels.whyTitle')}</summary>
            <div className="mt-1.5">
              <WhyList why={quote.why} />
            </div>
          </details>
          {quote.unavailable.length > 0 && (
            <details className="text-xs" open={quote.offers.length === 0}>
              <summary className="w-fit font-medium text-soft hover:text-ink">
                {t('labels.away', { count: quote.unavailable.length })}
              </summary>
              <ul className="mt-1.5 flex flex-col gap-1 text-soft">
                {quote.unavailable.map((each, index) => (
                  <li key={`${each.carrier} ${each.service} ${index}`}>
                    <span className="font-medium">
                      {serviceName({ ...each, carrier: t(`labels.kinds.${each.carrier}`, each.carrier) })}
                    </span>
                    : {reasonText(each.reason)}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
      {foot &&
        createPortal(
          <>
            {quote && isCurrent && (
              <Button kind="quiet" disabled={!wish.parcel} onClick={() => rates.mutate(wish)}>
                <RefreshCw aria-hidden size={14} />
                {t('labels.askAgain')}
              </Button>
            )}
            {quote && isCurrent && chosen ? (
              <Button type="submit" form={form} kind="primary" busy={buy.isPending}>
                {t('labels.buyFor', { price: formatMoney(chosen.price.amount, chosen.price.currency) })}
              </Button>
            ) : (
              <Button type="submit" form={form} kind="primary" busy={rates.isPending} disabled={!wish.parcel || (quote && isCurrent)}>
                {t(quote && isCurrent && quote.offers.length > 0 ? 'labels.chooseOne' : 'labels.askRates')}
              </Button>
            )}
          </>,
          foot,
        )}
    </form>
  );
}

/** The same text for the same wish: what was asked for, against what stands in the form now. */
const keyOf = ({ parcel: p, items, format, signature }: RatesBody): string =>
  JSON.stringify([p && [p.length, p.width, p.height, p.weight, p.lengthUnit, p.weightUnit], items ?? null, format, signature]);

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid gap-1.5 sm:grid-cols-[7rem_minmax(0,1fr)] sm:items-start">
    <span className="pt-1.5 font-medium max-sm:pt-0">{label}</span>
    <div className="min-w-0">{children}</div>
  </div>
);
