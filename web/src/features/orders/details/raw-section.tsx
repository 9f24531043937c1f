import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetails } from '#src/modules/orders/contract.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { formatTime } from '../../../lib/format-time.ts';
import { useMay, useZone } from '../../accounts/session.ts';
import { rawQuery } from '../order-queries.ts';

/** The sources' answers as they came (without personal data): for support. Asked for only when opened. */
export function RawSection({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!useMay('orders.raw')) return null;
  return (
    <details className="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="px-4 py-2.5 font-semibold">{t('raw.title')}</summary>
      {open && <RawAnswers order={order} />}
    </details>
  );
}

function RawAnswers({ order }: { order: OrderDetails }) {
  const { t } = useTranslation();
  const zone = useZone(order.accountId);
  const raw = useQuery(rawQuery(order));
  if (raw.isPending) return <SkeletonLines count={4} />;
  if (raw.isError) return <ProblemPanel error={raw.error} onRetry={() => void raw.refetch()} />;
  return (
    <div className="flex flex-col gap-4 border-t p-4">
      {raw.data.length === 0 && <p className="text-soft">{t('raw.none')}</p>}
      {raw.data.map((answer, index) => {
        const text = JSON.stringify(answer.body, null, 2);
        return (
          <div key={`${answer.receivedAt} ${index}`}>
            <div className="mb-1 flex items-center gap-2 text-xs text-soft">
              <span className="flex-1">
                {answer.source} · {formatTime(answer.receivedAt, 'full', zone)}
                {answer.requestId && ` · ${answer.requestId}`}
              </span>
              <CopyButton text={text} label={t('raw.copy')} />
            </div>
            {/* A long answer scrolls in its own box, which needs the focus to be scrolled by keys. */}
            <pre tabIndex={0} className="quiet-scroll max-h-96 overflow-auto rounded-lg bg-sunken p-3 font-mono text-2xs">
              {text}
            </pre>
          </div>
        );
      })}
    </div>
  );
}
