import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ProductDetails } from '#src/modules/inventory/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Section } from '../../components/page.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { useZone } from '../accounts/session.ts';

type Claim = ProductDetails['claims'][number];

/** The open orders that want the product, nearest deadline first, and where their units come from. */
export function ClaimsSection({ claims }: { claims: readonly Claim[] }) {
  const { t } = useTranslation();
  if (claims.length === 0) return null;
  return (
    <Section title={t('stock.claims')} flush>
      <ul className="quiet-scroll max-h-96 divide-y overflow-y-auto">
        {claims.map((claim) => (
          <li key={`${claim.accountId} ${claim.orderId} ${claim.sku}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <Link
              to="/orders/$accountId/$orderId"
              params={{ accountId: claim.accountId, orderId: claim.orderId }}
              className="font-medium tabular-nums hover:text-accent"
            >
              {claim.orderId}
            </Link>
            <span className="min-w-0 flex-1 truncate text-xs text-faint">{claim.sku}</span>
            <ShipBy claim={claim} />
            <Given claim={claim} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ShipBy({ claim }: { claim: Claim }) {
  const { t } = useTranslation();
  const zone = useZone(claim.accountId);
  if (!claim.shipBy) return <span className="text-xs text-faint">{t('stock.notPaid')}</span>;
  return <span className="text-xs text-soft">{t('stock.shipBy', { time: formatTime(claim.shipBy, 'dayTime', zone) })}</span>;
}

/** Why the units come from there: the objective of the desk at that time. */
function Given({ claim }: { claim: Claim }) {
  const { t } = useTranslation();
  const why = claim.objective ? t(`stock.why.${claim.objective}`) : undefined;
  if (claim.allocated >= claim.reserved)
    return (
      <Badge tone="good" title={why}>
        {t('stock.given', { count: claim.reserved, places: claim.locations.join(', ') })}
      </Badge>
    );
  if (!claim.shipBy) return <Badge>{t('stock.held', { count: claim.reserved })}</Badge>;
  return (
    <Badge tone="warn" title={why}>
      {t('stock.lacks', { given: claim.allocated, count: claim.reserved })}
    </Badge>
  );
}
