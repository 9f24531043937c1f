import { CircleCheck, Link2, Link2Off } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LedgerPage } from '#src/modules/ledger/contract.ts';
import { useAccount } from '../accounts/session.ts';
import { countStates } from './store-days.ts';

/** The claim, word for word, for how many days it holds, what it means and does not mean, and whether the chain holds. */
export function ClaimSection({ page }: { page: LedgerPage }) {
  const { t } = useTranslation();
  const { closed } = countStates(page.items);
  const all = page.items.length;
  const holds = closed === all;
  const extent = holds ? t('ledger.claimAll', { closed }) : closed > 0 ? t('ledger.claimSome', { closed, all }) : t('ledger.claimNone');
  return (
    <section className="card flex flex-col gap-4 p-4 sm:p-5">
      <div className="flex gap-3">
        <CircleCheck aria-hidden size={20} className={holds ? 'mt-0.5 shrink-0 text-good' : 'mt-0.5 shrink-0 text-faint'} />
        <div>
          <h2 className="text-base font-semibold">{t('ledger.claim')}</h2>
          <p className={holds ? 'text-good' : 'text-soft'}>{extent}</p>
        </div>
      </div>
      <dl className="grid gap-4 text-soft md:grid-cols-2">
        <div>
          <dt className="font-medium text-ink">{t('ledger.means')}</dt>
          <dd>{t('ledger.meansText')}</dd>
        </div>
        <div>
          <dt className="font-medium text-ink">{t('ledger.meansNot')}</dt>
          <dd>{t('ledger.meansNotText')}</dd>
        </div>
      </dl>
      <div className="border-t pt-3">
        <h3 className="mb-1 font-medium">{t('ledger.chain')}</h3>
        <ul className="flex flex-col gap-1">
          {page.chain.map((chain) => (
            <Chain key={chain.accountId} {...chain} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Chain({ accountId, entries, brokenAt }: LedgerPage['chain'][number]) {
  const { t } = useTranslation();
  const name = useAccount(accountId)?.name ?? accountId;
  const words =
    brokenAt !== null
      ? t('ledger.chainBroken', { entry: brokenAt, entries })
      : entries === 0
        ? t('ledger.chainEmpty')
        : t('ledger.chainHolds', { entries });
  const Icon = brokenAt === null ? Link2 : Link2Off;
  return (
    <li className={brokenAt === null ? 'flex gap-2 text-soft' : 'flex gap-2 text-bad'}>
      <Icon aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span>
        <span className="font-medium text-ink">{name}</span> {words}
      </span>
    </li>
  );
}
