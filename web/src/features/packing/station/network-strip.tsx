import { Inbox, TriangleAlert, WifiOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { textOr } from '../../../lib/language.ts';
import type { SenderState } from '../queue/act-sender.ts';
import { forgetQueue, leftQueues } from '../queue/kept-queue.ts';
import { shortened, shortenedAll } from './shortened.ts';
import type { StationDesk } from './station-desk.ts';

/** Says when the desk does not answer, what waits, and what went wrong when it came back. */
export function NetworkStrip({ desk, sent }: { desk: StationDesk; sent: SenderState }) {
  const { t } = useTranslation();
  const { link, queue, held, state } = sent;
  const waiting = queue.waiting.length;
  return (
    <div role="status">
      {link === 'down' && (
        <p className="flex flex-wrap items-center justify-center gap-3 bg-amber px-4 py-2 text-lg font-semibold text-on-amber">
          <WifiOff aria-hidden size={20} />
          {t('pack.offline', { count: waiting })}
          <span className="font-normal">{t('pack.offlineText')}</span>
        </p>
      )}
      {held && (
        <div className="flex flex-wrap items-center gap-3 border-b bg-bad-wash px-4 py-3 text-lg">
          <TriangleAlert aria-hidden size={22} className="text-bad" />
          <div className="min-w-60 flex-1 wrap-anywhere">
            <p>
              <span className="font-semibold">{t('pack.heldTitle', { what: doneText(held.act) })}</span> {heldReason(held)}
            </p>
            {waiting > 0 && <p className="text-base text-soft">{t('pack.heldText', { count: waiting })}</p>}
          </div>
          <Button kind="primary" className="h-11 text-base!" onClick={() => desk.sender.goOn('rest')}>
            {t(waiting > 0 ? 'pack.sendRest' : 'pack.seen')}
          </Button>
          {waiting > 0 && (
            <Button kind="danger" className="h-11 text-base!" onClick={() => desk.sender.goOn('forget')}>
              {t('pack.forgetRest', { count: waiting })}
            </Button>
          )}
        </div>
      )}
      <LeftBehind sessionId={state.sessionId} />
    </div>
  );
}

const heldReason = (held: NonNullable<SenderState['held']>): string =>
  'problem' in held ? held.problem.message : textOr(held.result.reason.key, held.result.outcome, shortenedAll(held.result.reason.values));

function doneText(act: SenderState['queue']['waiting'][number]['act']): string {
  return 'code' in act ? shortened(act.code) : textOr(`pack.deeds.${act.act}`, act.act);
}

/** Scans of somebody else that never reached the desk: only their person can send them. */
function LeftBehind({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(() => leftQueues(sessionId));
  const count = left.reduce((sum, { waiting }) => sum + waiting.length, 0);
  if (count === 0) return null;
  const forget = () => {
    for (const queue of left) forgetQueue(queue.sessionId);
    setLeft([]);
  };
  return (
    <div className="flex flex-wrap items-center gap-3 border-b bg-warn-wash px-4 py-2 text-base">
      <Inbox aria-hidden size={20} className="text-warn" />
      <p className="min-w-60 flex-1">{t('pack.leftBehind', { count })}</p>
      <Button onClick={forget}>{t('pack.forget')}</Button>
    </div>
  );
}
