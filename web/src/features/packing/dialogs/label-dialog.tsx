import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { quoteView } from '#src/modules/labels/contract.ts';
import type { PackParcel, ParcelLabelBody } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { api } from '../../../lib/api.ts';
import { formatMoney } from '../../../lib/format-money.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { textOr } from '../../../lib/language.ts';
import { useMay, useZone } from '../../accounts/session.ts';
import { ProblemText } from '../../people/problem-text.tsx';
import { askParcelLabel, lookAtSession, reopenParcel } from '../pack-queries.ts';
import type { StationDesk } from '../station/station-desk.ts';
import { OwnLabelForm } from './own-label-form.tsx';

type Props = { desk: StationDesk; sessionId: string; parcel: PackParcel; onClose: () => void };

/** A finished parcel without its label: by the rules, by an offer that a person chooses, or bought elsewhere. */
export function LabelDialog({ desk, sessionId, parcel, onClose }: Props) {
  const { t } = useTranslation();
  const mayBuy = useMay('labels.buy');
  const { accountId, orderId, label } = parcel;
  const zone = useZone(accountId);
  const ask = useMutation({
    mutationFn: (body: ParcelLabelBody) => askParcelLabel(parcel, body),
    onSuccess: async () => {
      desk.sender.show(await lookAtSession(sessionId));
      onClose();
    },
  });
  const rates = useMutation({
    mutationFn: () => api(quoteView, `/orders/${accountId}/${orderId}/rates`, { json: wishOf(parcel) }),
  });
  const reopen = useMutation({
    mutationFn: () => reopenParcel(parcel),
    onSuccess: async () => {
      desk.sender.show(await lookAtSession(sessionId));
      desk.say('good', 'reopened');
      onClose();
    },
  });
  const isSettled = label.state === 'bought' || label.state === 'buying' || label.state === 'asked';
  return (
    <Dialog
      title={t('pack.labelTitle', { number: parcel.number })}
      description={orderId}
      onClose={onClose}
      footer={
        parcel.state === 'packed' && (
          <Button kind="danger" busy={reopen.isPending} onClick={() => reopen.mutate()}>
            {t('pack.reopen')}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-5 text-base">
        <p className="text-lg">
          {t(`pack.label.${label.state}`)} {label.reason && textOr(label.reason.key, label.reason.key, label.reason.values)}
        </p>
        <ProblemText error={reopen.error} />
        {!mayBuy && <p className="text-soft">{t('pack.mayNotBuy')}</p>}
        {mayBuy && !isSettled && (
          <>
            <div className="flex flex-wrap gap-2">
              <Button kind="primary" className="h-12 text-lg!" busy={ask.isPending} onClick={() => ask.mutate({ how: 'rules' })}>
                {t('pack.byRules')}
              </Button>
              <Button className="h-12 text-lg!" busy={rates.isPending} onClick={() => rates.mutate()}>
                {t('pack.showOffers')}
              </Button>
            </div>
            <ProblemText error={ask.error ?? rates.error} />
            {rates.data && (
              <ul className="divide-y rounded-xl border">
                {rates.data.offers.map(({ offer, carrier, service, price, latest, arrival }) => (
                  <li key={offer}>
                    <button
                      type="button"
                      className="flex w-full flex-wrap items-center gap-x-4 px-3 py-2.5 text-left text-lg hover:bg-hover"
                      onClick={() => ask.mutate({ how: 'offer', quoteId: rates.data.quoteId, offer })}
                    >
                      <span className="min-w-40 flex-1 font-medium">
                        {carrier} {service}
                      </span>
                      <span className={arrival === 'late' ? 'text-bad' : 'text-soft'}>
                        {latest !== null && formatTime(latest, 'day', zone)} {t(`pack.arrival.${arrival}`)}
                      </span>
                      <span className="font-semibold">{formatMoney(price.amount, price.currency)}</span>
                    </button>
                  </li>
                ))}
                {rates.data.offers.length === 0 && <li className="px-3 py-2.5 text-soft">{t('pack.noOffers')}</li>}
              </ul>
            )}
            <OwnLabelForm busy={ask.isPending} onSubmit={(own) => ask.mutate({ how: 'own', ...own })} />
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What carriers are asked about: the parcel as it was packed. */
function wishOf({ size, grams, expectedGrams, items }: PackParcel) {
  const weight = grams ?? expectedGrams;
  return {
    items: items.map(({ itemId, quantity, transparencyCodes }) => ({
      itemId,
      quantity,
      ...(transparencyCodes.length > 0 ? { transparencyCodes } : {}),
    })),
    ...(size && weight !== null
      ? {
          parcel: {
            length: size[0] / 10,
            width: size[1] / 10,
            height: size[2] / 10,
            lengthUnit: 'cm',
            weight,
            weightUnit: 'g',
          },
        }
      : {}),
  };
}
