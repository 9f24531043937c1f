import { useTranslation } from 'react-i18next';
import type { DutyView } from '#src/modules/privacy/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { CopyButton } from '../../components/copy-button.tsx';

const tones = { good: 'good', warn: 'warn', bad: 'bad', yours: 'outline' } as const;

/** One duty: what Amazon asks, how it is met, what was measured, the remedy, and the text for Amazon's questionnaire. */
export function DutyCard({ duty }: { duty: DutyView }) {
  const { t } = useTranslation();
  return (
    <li className="card flex flex-col gap-3 p-4" data-duty={duty.id} data-state={duty.state}>
      <div className="flex items-start gap-2">
        <h2 className="min-w-0 flex-1 font-semibold">{duty.title}</h2>
        <Badge tone={tones[duty.state]}>{t(`compliance.states.${duty.state}`)}</Badge>
      </div>
      <p className={duty.state === 'bad' ? 'text-bad' : duty.state === 'warn' ? 'text-warn' : ''}>{duty.finding}</p>
      {duty.remedy && (
        <p>
          <span className="font-medium">{t('compliance.remedy')}</span> {duty.remedy}
        </p>
      )}
      <details className="text-soft">
        <summary className="cursor-pointer rounded text-sm hover:text-ink">{t('compliance.more')}</summary>
        <dl className="mt-2 flex flex-col gap-2">
          <div>
            <dt className="font-medium text-ink">{t('compliance.asked')}</dt>
            <dd>{duty.asked}</dd>
          </div>
          <div>
            <dt className="font-medium text-ink">{t('compliance.how')}</dt>
            <dd>{duty.how}</dd>
          </div>
        </dl>
      </details>
      <div className="mt-auto flex items-start gap-2 rounded-lg bg-sunken p-2.5">
        <p className="min-w-0 flex-1 text-xs text-soft select-all">{duty.answer}</p>
        <CopyButton text={duty.answer} label={t('compliance.copy', { title: duty.title })} />
      </div>
    </li>
  );
}
