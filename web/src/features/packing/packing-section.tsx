import { useQuery } from '@tanstack/react-query';
import { Camera } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetails } from '#src/modules/orders/contract.ts';
import type { PackEvidence, PackParcel } from '#src/modules/packing/contract.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useMay, useZone } from '../accounts/session.ts';
import { evidenceQuery } from './pack-queries.ts';
import { PhotoDialog } from './photo/photo-dialog.tsx';

const tones: Partial<Record<PackParcel['label']['state'], Tone>> = { bought: 'good', refused: 'bad', choose: 'warn', unsure: 'warn' };

/** What is kept of the packing of an order; nothing where it was not packed here. */
export function PackingSection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const { accountId, orderId, fulfilledBy } = order;
  const { data } = useQuery({ ...evidenceQuery(accountId, orderId), enabled: fulfilledBy === 'merchant' });
  if (!data || (data.parcels.length === 0 && data.acts.length === 0)) return null;
  return (
    <Section title={t('packed.title', { count: data.parcels.length })} flush>
      <ul className="divide-y">
        {data.parcels.map((parcel) => (
          <Parcel key={parcel.parcelId} parcel={parcel} />
        ))}
      </ul>
      <Deeds acts={data.acts} accountId={accountId} />
    </Section>
  );
}

function Parcel({ parcel }: { parcel: PackParcel }) {
  const { t } = useTranslation();
  const zone = useZone(parcel.accountId);
  const maySee = useMay('orders.personal');
  const [shown, setShown] = useState<string>();
  const { number, state, items, box, size, grams, expectedGrams, weightFrom, label, photos, overrides, note } = parcel;
  const measures = [
    box,
    size && t('packed.size', { size: size.map((side) => side / 10).join(' × ') }),
    grams !== null && t(`packed.weight.${weightFrom ?? 'typed'}`, { grams }),
    grams !== null && expectedGrams !== null && weightFrom !== 'expected' && t('packed.expected', { grams: expectedGrams }),
    parcel.giftWrapped && t('packed.wrapped'),
  ];
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{t('packed.parcel', { number })}</span>
        <Badge tone={state === 'reopened' ? 'warn' : (tones[label.state] ?? 'neutral')}>
          {state === 'reopened' ? t('packed.reopened') : t(`pack.label.${label.state}`)}
        </Badge>
        <span className="text-soft">
          {t('packed.by', { person: parcel.packedBy, station: parcel.station, at: formatTime(parcel.packedAt, 'dayTime', zone) })}
        </span>
      </div>
      <ul>
        {items.map(({ itemId, sku, quantity, serials, transparencyCodes }) => (
          <li key={itemId}>
            {quantity} × {sku}
            {[...serials, ...transparencyCodes].map((code) => (
              <span key={code} className="ml-2 font-mono text-xs break-all text-soft select-all">
                {code}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <p className="text-xs text-soft">{measures.filter(Boolean).join(' · ')}</p>
      {note !== '' && <p className="text-soft">{note}</p>}
      {overrides.map(({ key, by, reason, at }) => (
        <p key={`${key} ${at}`} className="text-xs text-warn">
          {t('packed.override', { what: textOr(`packed.allowed.${key}`, textOr(key, key)), person: by, reason })}
        </p>
      ))}
      {maySee && photos.length > 0 && (
        <div className="mt-1 flex flex-wrap gap-2">
          {photos.map(({ photoId }, at) => (
            <Button key={photoId} small onClick={() => setShown(photoId)}>
              <Camera aria-hidden size={14} />
              {t('packed.photo', { number: at + 1 })}
            </Button>
          ))}
        </div>
      )}
      {shown !== undefined && <PhotoDialog accountId={parcel.accountId} photoId={shown} onClose={() => setShown(undefined)} />}
    </li>
  );
}

/** Everything done, one line each, for whoever has to prove it. */
function Deeds({ acts, accountId }: { acts: PackEvidence['acts']; accountId: string }) {
  const { t } = useTranslation();
  const zone = useZone(accountId);
  if (acts.length === 0) return null;
  return (
    <details className="border-t px-4 py-3 text-xs">
      <summary className="w-fit text-soft hover:text-ink">{t('packed.deeds', { count: acts.length })}</summary>
      <ol className="mt-2 flex flex-col gap-1">
        {acts.map(({ at, kind, by, station, sku, code, quantity, byHand, undone }, index) => (
          <li key={`${at} ${index}`} className="flex flex-wrap gap-x-3">
            <span className="text-faint">{formatTime(at, 'dayTime', zone)}</span>
            <span className={undone ? 'line-through' : ''}>
              {t(`packed.kinds.${kind}`)} {quantity > 1 && `${quantity} × `}
              {sku}
            </span>
            <span className="font-mono break-all text-soft">{code}</span>
            <span className="text-soft">
              {by}, {station}
            </span>
            {byHand && <span className="text-warn">{t('packed.byHand')}</span>}
            {undone && <span className="text-soft">{t('packed.undone')}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}
