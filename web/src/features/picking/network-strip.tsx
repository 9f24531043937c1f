import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { answerWords } from './answer-words.ts';
import type { Picker } from './use-picker.ts';

/** Says that the desk does not answer and how much waits; and what did not fit once it answers again. */
export function NetworkStrip({ picker }: { picker: Picker }) {
  const { t } = useTranslation();
  const { link, queue, held, goOn, retry } = picker;
  if (held)
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 rounded-xl bg-bad-wash px-4 py-3">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-semibold text-bad">{t('pick.held')}</p>
          <p>{answerWords(held).text}</p>
        </div>
        <Button onClick={() => goOn('rest')}>{t('pick.heldRest')}</Button>
        {queue.length > 0 && (
          <Button kind="danger" onClick={() => goOn('forget')}>
            {t('pick.heldForget')}
          </Button>
        )}
      </div>
    );
  if (link === 'up') return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 rounded-xl bg-warn-wash px-4 py-3">
      <WifiOff aria-hidden size={20} className="shrink-0 text-warn" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-semibold text-warn">{t('pick.waiting', { count: queue.length })}</p>
        <p>{t('pick.down')}</p>
      </div>
      <Button onClick={retry}>{t('pick.tryNow')}</Button>
    </div>
  );
}
