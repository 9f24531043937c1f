import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import { trackingIdentity } from '#src/modules/shipping/contract.ts';
import { api } from '../../lib/api.ts';
import { textOr } from '../../lib/language.ts';
import { useDebounced } from '../../lib/use-debounced.ts';

/** Whose tracking number it is, while it is typed; what is surely none is said at once. */
export function TrackingHint({ number, marketplaceId }: { number: string; marketplaceId: string }) {
  const { t } = useTranslation();
  const country = marketplaceOf(marketplaceId)?.country;
  const settled = useDebounced(number.trim(), 250);
  const { data } = useQuery({
    queryKey: ['tracking', country, settled],
    queryFn: ({ signal }) => api(trackingIdentity, '/tracking/identify', { query: { number: settled, country }, signal }),
    enabled: settled.length >= 6,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data || settled.length < 6) return null;
  const [first, ...others] = data.carriers;
  const refused = data.refusal;
  if (refused) return <Line bad text={textOr(`tracking.refusals.${refused.kind}`, refused.reason)} />;
  if (data.warning && !first?.valid) return <Line bad text={t('tracking.checkDigit', { carrier: first?.name ?? '' })} />;
  if (!first) return <Line bad text={t('tracking.unknown')} />;
  if (others.length > 0)
    return (
      <Line
        text={t('tracking.several', {
          carriers: data.carriers
            .map((carrier) => carrier.name)
            .slice(0, 3)
            .join(', '),
        })}
      />
    );
  return <Line text={t('tracking.fits', { carrier: first.name })} />;
}

function Line({ text, bad = false }: { text: string; bad?: boolean }) {
  const Icon = bad ? TriangleAlert : CircleCheck;
  return (
    <span role="status" className={bad ? 'flex items-start gap-1 text-xs text-warn' : 'flex items-start gap-1 text-xs text-good'}>
      <Icon aria-hidden size={12} className="mt-0.5 shrink-0" />
      {text}
    </span>
  );
}
