import { useTranslation } from 'react-i18next';
import { Badge } from '../../../components/badge.tsx';

/** Seller Fulfilled Prime is what the seller sends under Prime; FBA is what Amazon sends. */
function fulfilmentOf({ fulfilledBy, programs }: { fulfilledBy: string; programs: readonly string[] }): 'FBA' | 'FBM' | 'SFP' | null {
  if (fulfilledBy === 'amazon') return 'FBA';
  if (fulfilledBy !== 'merchant') return null;
  return programs.some((program) => program === 'PRIME' || program.endsWith('_PRIME')) ? 'SFP' : 'FBM';
}

export function FulfilmentBadge({ order }: { order: { fulfilledBy: string; programs: readonly string[] } }) {
  const { t } = useTranslation();
  const kind = fulfilmentOf(order);
  if (kind === null) return <span className="text-faint">–</span>;
  return (
    <Badge tone={kind === 'SFP' ? 'accent' : kind === 'FBA' ? 'neutral' : 'outline'} title={t(`orders.fulfilment.${kind}`)}>
      {kind}
    </Badge>
  );
}
