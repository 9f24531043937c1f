import { useTranslation } from 'react-i18next';
import type { AuditEntryView } from '#src/modules/audit/contract.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useAccount, useZone } from '../accounts/session.ts';

const shown = 4;

export function AuditRow({ entry }: { entry: AuditEntryView }) {
  const { t } = useTranslation();
  const zone = useZone();
  const account = useAccount(entry.accountId ?? undefined);
  const more = entry.subjects.length - shown;
  const details = Object.entries(entry.details);
  return (
    <li className="flex flex-wrap gap-x-5 gap-y-1 px-4 py-2.5">
      <span className="w-36 shrink-0 text-soft">
        <time dateTime={entry.at} title={`${formatTime(entry.at, 'full', zone)} · ${entry.seq}`}>
          {formatTime(entry.at, 'dayTime', zone)}
        </time>
      </span>
      <span className="w-36 shrink-0">
        <span className="block truncate font-medium">{entry.by ?? t(`audit.kinds.${entry.actorKind}`)}</span>
        <span className="block truncate text-xs text-faint">{entry.place}</span>
      </span>
      <span className="w-44 shrink-0 font-mono text-xs break-words">{entry.action}</span>
      <span className="min-w-0 flex-1 basis-60 text-xs text-soft">
        {account && <span className="mr-2">{account.name}</span>}
        {entry.subjects.slice(0, shown).map((subject) => (
          <span key={subject} className="mr-2 font-mono break-all select-all">
            {subject}
          </span>
        ))}
        {more > 0 && <span className="mr-2">{t('audit.moreSubjects', { count: more })}</span>}
        {details.length > 0 && <span className="block break-words">{details.map(([name, value]) => `${name}: ${value}`).join(' · ')}</span>}
      </span>
    </li>
  );
}
