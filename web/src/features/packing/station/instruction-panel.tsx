import type { TFunction } from 'i18next';
import { CircleCheck, CircleX, type LucideIcon, OctagonX, ScanBarcode, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PackOrder, StationState } from '#src/modules/packing/contract.ts';
import { Button } from '../../../components/button.tsx';
import { classes } from '../../../lib/classes.ts';
import { textOr } from '../../../lib/language.ts';
import { useStore } from '../../../lib/store.ts';
import type { Instruction } from './instruction.ts';
import { OrderStop } from './order-stop.tsx';
import { shortenedAll } from './shortened.ts';
import type { Feedback, StationDesk } from './station-desk.ts';
import type { Panel } from './station-keys.ts';
import { useStationSettings } from './station-settings.ts';
import { weightText } from './weight-text.ts';

const looks: Record<Instruction['tone'], string> = {
  calm: 'bg-accent-wash text-ink border-accent',
  good: 'bg-ok text-on-solid border-ok',
  ask: 'bg-amber text-on-amber border-amber',
  bad: 'bg-stop text-on-solid border-stop',
};
const icons: Record<Instruction['tone'], LucideIcon> = { calm: ScanBarcode, good: CircleCheck, ask: TriangleAlert, bad: OctagonX };

type Props = {
  desk: StationDesk;
  state: StationState;
  instruction: Instruction;
  feedback: Feedback | null;
  onPanel: (panel: Panel) => void;
};

/** The one thing to do now, and what became of the last. Colour, picture, word and sound say the same. */
export function InstructionPanel({ desk, state, instruction, feedback, onPanel }: Props) {
  const { t } = useTranslation();
  const quantity = useStore(desk.quantity);
  const wrong = feedback && feedback.tone !== 'good' ? feedback : null;
  const tone = wrong?.tone ?? instruction.tone;
  const Icon = icons[tone];
  const toDo = useInstructionText(instruction);
  const heard = feedback && heardText(feedback, t);
  const { order, unknownCode } = state;
  return (
    <section
      role={tone === 'bad' ? 'alert' : 'status'}
      aria-live={tone === 'bad' ? 'assertive' : 'polite'}
      data-tone={tone}
      className={classes('flex flex-wrap items-center gap-x-5 gap-y-3 rounded-2xl border-2 px-4 py-4 sm:px-6 sm:py-5', looks[tone])}
    >
      <Icon aria-hidden className="size-10 shrink-0 sm:size-14" />
      <div className="min-w-60 flex-1">
        {tone !== 'calm' && <p className="text-base font-bold tracking-wide uppercase">{t(`pack.tone.${tone}`)}</p>}
        <p className="text-2xl leading-tight font-semibold text-balance wrap-anywhere sm:text-4xl">{wrong ? heard : toDo}</p>
        {wrong && (
          <p className="mt-1 text-lg">
            {t('pack.thenDo')} {toDo}
          </p>
        )}
        {!wrong && heard && (
          <p className={classes('mt-1.5 flex items-center gap-2 text-lg font-medium', tone === 'calm' && 'text-good')}>
            <CircleCheck aria-hidden size={20} className="shrink-0" />
            {heard}
          </p>
        )}
        {quantity !== null && <p className="mt-1.5 text-lg font-semibold">{t('pack.countsAs', { count: quantity })}</p>}
      </div>
      {wrong && (
        <Button className="h-12 px-5 text-lg!" onClick={() => desk.acknowledge()}>
          {t('pack.seenKey')}
        </Button>
      )}
      {unknownCode !== null && order && (
        <Button className="h-12 text-lg!" onClick={() => onPanel('teach')}>
          {t('pack.teach')}
        </Button>
      )}
      {order && <Reasons order={order} step={instruction.step} told={wrong && 'key' in wrong ? wrong.key : null} />}
    </section>
  );
}

function heardText(feedback: Feedback, t: TFunction): string {
  const values = shortenedAll(feedback.values);
  return 'said' in feedback ? t(`pack.said.${feedback.said}`, values) : textOr(feedback.key, feedback.key, values);
}

/** `told`: what the panel says already. */
function Reasons({ order, step, told }: { order: PackOrder; step: Instruction['step']; told: string | null }) {
  if (step === 'stopped' || step === 'guard') return <OrderStop order={order} told={told} />;
  if (step !== 'missing') return null;
  return (
    <ul className="basis-full text-xl">
      {order.parcel.missing.map(({ key, values }) => (
        <li key={`${key} ${JSON.stringify(values)}`} className="flex items-center gap-2">
          <CircleX aria-hidden size={18} className="shrink-0" />
          {textOr(key, key, values)}
        </li>
      ))}
    </ul>
  );
}

function useInstructionText({ step, values }: Instruction): string {
  const { t } = useTranslation();
  const { unit } = useStationSettings();
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      (name === 'grams' || name === 'expected') && typeof value === 'number' ? weightText(value, unit) : value,
    ]),
  );
  return t(`pack.steps.${step}`, shown);
}
