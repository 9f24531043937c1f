import { useTranslation } from 'react-i18next';
import type { ParallelReport } from '#src/modules/parallel/contract.ts';
import { Section } from '../../components/page.tsx';
import { formatTime } from '../../lib/format-time.ts';
import { ReadOnlySwitch } from '../accounts/read-only-switch.tsx';
import { useSession, useZone } from '../accounts/session.ts';

type Mode = ParallelReport['modes'][number];

/** For each account whether it only looks, the switch, and who has switched it before. */
export function ModeSection({ account, modes }: { account: string; modes: readonly Mode[] }) {
  const { t } = useTranslation();
  const { accounts, readOnlyDesk } = useSession();
  const shown = accounts.filter(({ accountId }) => account === '' || accountId === account);
  return (
    <Section title={t('parallel.mode')} flush>
      {readOnlyDesk && <p className="px-4 py-3 text-warn">{t('parallel.modeDesk')}</p>}
      <ul className="divide-y">
        {shown.map((each) => (
          <ModeRow key={each.accountId} account={each} modes={modes.filter(({ accountId }) => accountId === each.accountId)} />
        ))}
      </ul>
    </Section>
  );
}

function ModeRow({ account, modes }: { account: ReturnType<typeof useSession>['accounts'][number]; modes: readonly Mode[] }) {
  const { t } = useTranslation();
  const zone = useZone(account.accountId);
  const { name, readOnly } = account;
  const words = readOnly
    ? t('parallel.modeOn', { name, time: formatTime(readOnly.since, 'dayTime', zone), by: readOnly.by })
    : t('parallel.modeOff', { name });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <p className="min-w-0 flex-1 basis-64">{words}</p>
      <ReadOnlySwitch account={account} />
      {modes.length > 0 && (
        <details className="w-full text-xs text-faint">
          <summary className="cursor-pointer">{t('parallel.history')}</summary>
          <ul className="mt-1 flex flex-col gap-0.5">
            {modes.map(({ at, readOnly: wentOn, actor }) => (
              <li key={at}>
                {formatTime(at, 'dayTime', zone)} · {wentOn ? t('parallel.wentOn', { actor }) : t('parallel.wentOff', { actor })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
