import { CircleAlert, CircleCheck, ScanBarcode } from 'lucide-react';
import { type FormEvent, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickStop } from '#src/modules/picking/contract.ts';
import { Button } from '../../components/button.tsx';
import { classes } from '../../lib/classes.ts';
import { cleanCode } from '../packing/scanner/clean-code.ts';
import { listenToScanner } from '../packing/scanner/listen-to-scanner.ts';
import { answerWords } from './answer-words.ts';
import type { Picker } from './use-picker.ts';

/** Characters of a scanner come so quickly; people type slower. */
const gapMs = 60;

/** Takes what a scanner types anywhere on the page, or a person into the field, and shows what the desk said of it. */
export function ScanBar({
  picker,
  stop,
  order,
}: {
  picker: Picker;
  stop: PickStop | undefined;
  order: { accountId: string; orderId: string } | null;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const enter = (code: string) => {
    const clean = cleanCode(code);
    if (clean === '') return;
    setText('');
    // Without network the picker still gets to the next bin.
    if (stop && clean.toLowerCase() === stop.bin.toLowerCase()) picker.setBinId(stop.binId);
    picker.deed({ act: 'scan', text: clean, binId: picker.binId ?? stop?.binId ?? null, quantity: 1, order });
  };
  const scan = useEffectEvent(enter);
  useEffect(
    () =>
      listenToScanner(
        (heard) => {
          if (heard.kind === 'scan') scan(heard.text);
        },
        () => gapMs,
      ),
    [],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter(text);
  };
  const said = picker.answer && answerWords(picker.answer);
  return (
    <div className="flex flex-col gap-2">
      <form role="search" className="flex gap-2" onSubmit={submit}>
        <span className="relative min-w-0 flex-1">
          <ScanBarcode aria-hidden size={18} className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint" />
          <input
            aria-label={t('pick.scan')}
            placeholder={t('pick.scan')}
            autoComplete="off"
            autoCapitalize="characters"
            enterKeyHint="send"
            className="field-box h-12 w-full pl-10 text-base"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        <Button type="submit" className="h-12 px-4">
          {t('pick.send')}
        </Button>
      </form>
      <div role="status" aria-live="assertive">
        {said && (
          <p
            className={classes(
              'flex items-center gap-2.5 rounded-xl px-4 py-3 text-base font-medium',
              said.good ? 'bg-good-wash text-good' : 'bg-bad-wash text-bad',
            )}
          >
            {said.good ? (
              <CircleCheck aria-hidden size={18} className="shrink-0" />
            ) : (
              <CircleAlert aria-hidden size={18} className="shrink-0" />
            )}
            <span className="min-w-0 break-words">{said.text}</span>
          </p>
        )}
      </div>
    </div>
  );
}
