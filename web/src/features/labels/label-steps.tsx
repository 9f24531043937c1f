import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabelView } from '#src/modules/labels/contract.ts';
import { classes } from '../../lib/classes.ts';

const steps = ['asked', 'buying', 'bought'] as const;
const reached: Partial<Record<LabelView['state'], number>> = { asked: 0, buying: 1, unsure: 1, bought: 2 };

/** How far a label has come: asked, buying, bought. Nothing for one that is over. */
export function LabelSteps({ state }: { state: LabelView['state'] }) {
  const { t } = useTranslation();
  const at = reached[state];
  if (at === undefined) return null;
  return (
    <ol className="flex items-center" aria-label={t(`labels.states.${state}`)}>
      {steps.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} className={classes('flex items-center', index > 0 && 'flex-1')}>
          {index > 0 && <span aria-hidden className={classes('mx-2 h-px flex-1', index <= at ? 'bg-good' : 'bg-line-strong')} />}
          <span className={classes('flex items-center gap-1.5 text-xs', index <= at ? 'font-medium text-good' : 'text-faint')}>
            <span
              aria-hidden
              className={classes(
                'flex size-4 items-center justify-center rounded-full border',
                index <= at ? 'border-good bg-good-wash' : 'border-line-strong',
              )}
            >
              {index <= at && <Check size={10} />}
            </span>
            {t(`labels.steps.${step}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}
