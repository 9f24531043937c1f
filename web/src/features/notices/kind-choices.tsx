import { useTranslation } from 'react-i18next';
import type { NoticeSettings } from '#src/modules/notices/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Section } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';

type Mode = NoticeSettings['kinds'][number]['mail'];
const tones = { critical: 'bad', warning: 'warn', info: 'info' } as const;
const ways = ['mail', 'push'] as const;

/** Each kind of alert with a choice for each way: not at all, at once, in the digest. */
export function KindChoices({
  kinds,
  onChange,
}: {
  kinds: NoticeSettings['kinds'];
  onChange: (choice: { kind: string; channel: 'mail' | 'push'; mode: Mode }) => void;
}) {
  const { t } = useTranslation();
  const modes = (['at_once', 'digest', 'off'] as const).map((value) => ({ value, label: t(`choices.mode.${value}`) }));
  return (
    <Section title={t('choices.kinds')} flush>
      <ul className="divide-y">
        {kinds.map(({ kind, name, severity, ...chosen }) => (
          <li key={kind} className="grid grid-cols-2 items-center gap-x-3 gap-y-2 px-4 py-2.5 sm:grid-cols-[1fr_8.5rem_8.5rem]">
            <div className="col-span-2 flex flex-wrap items-center gap-x-2 gap-y-1 sm:col-span-1">
              <span className="font-medium">{name}</span>
              <Badge tone={tones[severity]}>{t(`alerts.severity.${severity}`)}</Badge>
            </div>
            {ways.map((channel) => (
              <label key={channel} className="flex min-w-0 flex-col gap-1 text-2xs text-faint">
                {t(`choices.way.${channel}`)}
                <Select
                  aria-label={`${t(`choices.way.${channel}`)}: ${name}`}
                  value={chosen[channel]}
                  options={modes}
                  onChange={(mode) => onChange({ kind, channel, mode: mode as Mode })}
                />
              </label>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
