import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StationState } from '#src/modules/packing/contract.ts';
import { Kbd } from '../../../components/kbd.tsx';
import { useAccount, useZone } from '../../accounts/session.ts';
import { Deadline } from '../../orders/cells/deadline.tsx';
import type { StationDesk } from './station-desk.ts';

/** The orders that hold what was scanned; a number key takes one. */
export function CandidateList({ desk, state }: { desk: StationDesk; state: StationState }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('pack.candidates')} className="card overflow-hidden">
      <h2 className="border-b px-4 py-2 text-xl font-semibold">{t('pack.candidatesFor', { code: state.candidatesFor ?? '' })}</h2>
      <ul className="divide-y">
        {state.candidates.map((candidate, index) => (
          <li key={`${candidate.accountId} ${candidate.orderId}`}>
            <button
              type="button"
              className="flex w-full flex-wrap items-center gap-x-5 gap-y-1 px-4 py-3 text-left text-lg hover:bg-hover"
              onClick={() => desk.act({ act: 'open', accountId: candidate.accountId, orderId: candidate.orderId })}
            >
              <span className="w-6">{index < 9 && <Kbd>{String(index + 1)}</Kbd>}</span>
              <span className="text-2xl font-medium">{candidate.orderId}</span>
              <AccountName accountId={candidate.accountId} />
              <span>{t('pack.unitsWanted', { count: candidate.units, wanted: candidate.wanted })}</span>
              <span className="text-soft">{t(`pack.pickedState.${candidate.picked}`)}</span>
              {candidate.lockedBy !== null && (
                <span className="flex items-center gap-1 text-warn">
                  <Lock aria-hidden size={16} />
                  {t('pack.lockedBy', { by: candidate.lockedBy })}
                </span>
              )}
              <span className="ml-auto">
                <Until accountId={candidate.accountId} at={candidate.leaveBy} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AccountName({ accountId }: { accountId: string }) {
  return <span className="text-soft">{useAccount(accountId)?.name}</span>;
}

function Until({ accountId, at }: { accountId: string; at: string | null }) {
  return <Deadline at={at} status="unshipped" zone={useZone(accountId)} oneLine />;
}
