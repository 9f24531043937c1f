import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleX, ScanBarcode, TriangleAlert } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ScanView, scanAnswer } from '#src/modules/handover/contract.ts';
import { Button } from '../../components/button.tsx';
import { api } from '../../lib/api.ts';
import { classes } from '../../lib/classes.ts';
import { randomKey } from '../../lib/random-key.ts';
import { useMay } from '../accounts/session.ts';
import { play } from '../packing/station/sounds.ts';

type Scan = { scanKey: string; number: string; override?: string };

/** The field that a scanner types into, and the last answer in three colours and three sounds. */
export function VanScanner({ vanId }: { vanId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [last, setLast] = useState<ScanView | null>(null);
  useEffect(() => input.current?.focus(), []);
  const scan = useMutation({
    mutationFn: (json: Scan) => api(scanAnswer, `/handover/vans/${vanId}/scans`, { method: 'POST', json }),
    // A scan keeps its key, so one that is sent twice counts once.
    retry: (count, problem) => count < 20 && 'code' in problem && problem.code === 'OFFLINE',
    retryDelay: 1_000,
    onSuccess: ({ scan: done }) => {
      setLast(done);
      play(done.goes ? (done.verdict === 'ok' ? 'good' : 'ask') : 'bad');
    },
    onSettled: () => {
      input.current?.focus();
      return client.invalidateQueries({ queryKey: ['handover'] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const number = text.trim();
    if (number === '') return;
    setText('');
    scan.mutate({ scanKey: randomKey(), number });
  };
  return (
    <div className="flex flex-col gap-3">
      <form className="relative" onSubmit={send}>
        <ScanBarcode aria-hidden size={20} className="pointer-events-none absolute top-1/2 left-3.5 -translate-y-1/2 text-faint" />
        <input
          ref={input}
          aria-label={t('handover.scan')}
          placeholder={t('handover.scan')}
          title={t('handover.scanHint')}
          autoComplete="off"
          className="field-box h-14 w-full pl-11 font-mono text-lg"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      {scan.failureCount > 0 && scan.isPending && (
        <p role="status" className="text-warn">
          {t('handover.offline')}
        </p>
      )}
      {scan.error && (
        <p role="alert" className="text-bad">
          {scan.error.message}
        </p>
      )}
      <div aria-live="assertive">
        {last && <Verdict scan={last} onOverride={(override) => scan.mutate({ scanKey: randomKey(), number: last.number, override })} />}
      </div>
    </div>
  );
}

const overridable = ['buyer_cancel', 'other_carrier', 'other_place'];

function Verdict({ scan, onOverride }: { scan: ScanView; onOverride: (reason: string) => void }) {
  const { t } = useTranslation();
  const mayOverride = useMay('floor.override');
  const [reason, setReason] = useState('');
  const tone = scan.goes ? (scan.verdict === 'ok' ? 'good' : 'warn') : 'bad';
  const Icon = tone === 'good' ? CircleCheck : tone === 'warn' ? TriangleAlert : CircleX;
  const looks = { good: 'bg-good-wash text-good', warn: 'bg-warn-wash text-warn', bad: 'bg-bad-wash text-bad' };
  return (
    <section className={classes('flex flex-wrap items-center gap-4 rounded-2xl px-5 py-5', looks[tone])}>
      <Icon aria-hidden size={40} className="shrink-0" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-2xl font-semibold">{t(`handover.verdicts.${scan.verdict}`)}</p>
        <p className="font-mono text-xs break-all">{scan.number}</p>
        {scan.verdict !== 'ok' && !scan.override && <p className="mt-1 text-ink">{t(`handover.remedies.${scan.verdict}`)}</p>}
        {scan.override && <p className="mt-1 text-ink">{t('handover.overridden', { reason: scan.override })}</p>}
      </div>
      {mayOverride && !scan.goes && overridable.includes(scan.verdict) && (
        <form
          className="flex flex-wrap gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            onOverride(reason.trim());
            setReason('');
          }}
        >
          <input
            aria-label={t('handover.overrideWhy')}
            placeholder={t('handover.overrideWhy')}
            className="field-box min-w-56 text-ink"
            minLength={3}
            maxLength={300}
            required
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button type="submit">{t('handover.override')}</Button>
        </form>
      )}
    </section>
  );
}
