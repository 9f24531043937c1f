import { CircleAlert, CircleCheck, CircleHelp, Clock3, EyeOff, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '#src/modules/where/contract.ts';
import { formatTime } from '../../lib/format-time.ts';
import { textOr } from '../../lib/language.ts';
import { useAccount, useZone } from '../accounts/session.ts';
import { WhereFix } from './where-fix.tsx';

type Look = readonly [LucideIcon, tone: string];
const good: Look = [CircleCheck, 'text-good'];
const bad: Look = [CircleAlert, 'text-bad'];
const unsure: Look = [CircleHelp, 'text-faint'];
const looks: Record<Finding['kind'], Look> = {
  here: good,
  hidden: [EyeOff, 'text-warn'],
  other_account: [EyeOff, 'text-warn'],
  pending: [Clock3, 'text-warn'],
  cancelled: good,
  was_missing: good,
  quarantined: bad,
  other_system: unsure,
  refused: bad,
  busy: [Clock3, 'text-warn'],
  behind: [Clock3, 'text-warn'],
  not_connected: bad,
  unknown: unsure,
  nothing: unsure,
};

/** One answer: what is so, what it rests on, and the button that mends it. */
export function WhereFinding({ finding, onMended }: { finding: Finding; onMended: () => void }) {
  const { t } = useTranslation();
  const account = useAccount(finding.accountId ?? undefined)?.name;
  const [Icon, tone] = looks[finding.kind];
  const evidence = useEvidence(finding);
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3.5">
      <Icon aria-hidden size={18} className={`mt-px shrink-0 ${tone}`} />
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="font-semibold">
          {finding.orderId && <span className="whitespace-nowrap">{finding.orderId} · </span>}
          {t(`where.kinds.${finding.kind}`)}
        </h3>
        <p className="break-words text-soft">{t(`where.about.${aboutOf(finding)}`, aboutValues(finding))}</p>
        <p className="mt-1 text-xs text-faint">{[account && t('where.account', { account }), ...evidence].filter(Boolean).join(' · ')}</p>
      </div>
      <WhereFix finding={finding} onMended={onMended} />
    </li>
  );
}

/** An order that was missing has two stories: the sweep had not come so far, or Amazon's list had left it out. */
const aboutOf = ({ kind, evidence }: Finding): string => {
  if (kind === 'was_missing') return evidence['why'] === 'left-out' ? 'left-out' : 'late';
  if (kind === 'cancelled' && evidence['first'] === 'cancelled') return 'cancelled-before';
  return kind === 'hidden' ? `hidden-${evidence['hides'] ?? 'both'}` : kind;
};

const aboutValues = ({ evidence, orderId }: Finding) => ({
  ...evidence,
  order: orderId ?? '',
  reason: evidence['reason'] ? `${textOr(`quarantine.reasons.${evidence['reason']}`, evidence['reason'])}:` : '',
});

function useEvidence({ kind, accountId, evidence }: Finding): string[] {
  const { t } = useTranslation();
  const zone = useZone(accountId ?? undefined);
  const { status, since, source, swept, by, minutes, store } = evidence;
  const time = (at: string) => formatTime(at, 'dayTime', zone);
  return [
    status && t('where.evidence.status', { status: textOr(`status.${status}`, status) }),
    since && source && t('where.evidence.since', { time: time(since), source: textOr(`sources.${source}`, source) }),
    since && kind === 'quarantined' && t('where.evidence.received', { time: time(since) }),
    store && t('where.evidence.store', { store }),
    swept && t('where.evidence.swept', { time: time(swept) }),
    minutes && t('where.evidence.minutes', { count: Number(minutes) }),
    swept === '' && t('where.evidence.never'),
    by && t('where.evidence.by', { key: textOr(`where.keys.${by}`, by) }),
  ].flatMap((each) => (each ? [each] : []));
}
