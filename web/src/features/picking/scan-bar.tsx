import { CircleAlert, CircleCheck, ScanBarcode } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickStop } from '#src/modules/picking/contract.ts';
import { Button } from '../../components/button.tsx';
import { classes } from '../../lib/classes.ts';
import { listenToScanner } from '../packing/scanner/listen-to-scanner.ts';
import type { Picker } from './use-picker.ts';

type Order = { accountId: string; orderId: string } | null;

/** Characters of a scanner come so quickly; people type slower. */
const gapMs = 60;

/** Takes what a scanner types anywhere on the page, or a person into the field, and shows what the desk said of it. */
export function ScanBar({
  picker,
  stop,
  order,
  onOrder,
}: {
  picker: Picker;
  stop: PickStop | undefined;
  order: Order;
  onOrder: (order: Order) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const scan = useRef<(code: string) => void>(() => undefined);
  scan.current = (code) => {
    const clean = code.trim();
    if (clean === '') return;
    const bin = stop && clean.toLowerCase() === stop.bin.toLowerCase() ? stop.binId : undefined;
    // Without network the picker still gets to the next bin.
    if (bin !== undefined) picker.setBinId(bin);
    picker.act({ act: 'scan', text: clean, binId: picker.binId ?? stop?.binId ?? null, quantity: 1, order });
    onOrder(order);
  };
  useEffect(
    () =>
      listenToScanner(
        (heard) => {
          if (heard.kind !== 'scan') return;
          setText('');
          scan.current(heard.text);
        },
        () => gapMs,
      ),
    [],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    scan.current(text);
    setText('');
  };
  const { said } = picker;
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
