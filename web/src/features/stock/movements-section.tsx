import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type StockMovement, stockOutcome } from '#src/modules/inventory/contract.ts';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { classes } from '../../lib/classes.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useMay, useZone } from '../accounts/session.ts';
import { movementsQuery } from './stock-queries.ts';

/** The ledger of a product: every unit that came, went or moved, who did it and why; what a person did can be undone. */
export function MovementsSection({ productId }: { productId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayChange = useMay('stock.change');
  const { data, isPending } = useQuery(movementsQuery(productId));
  const undo = useMutation({
    mutationFn: (entry: string) => api(stockOutcome, '/stock/changes/undo', { json: { entry } }),
    onSuccess: () => toast(t('stock.undone')),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }),
  });
  return (
    <Section title={t('stock.movements')} flush>
      {isPending && <SkeletonLines />}
      {data?.length === 0 && <p className="p-4 text-soft">{t('stock.noMovements')}</p>}
      <ol className="divide-y">
        {data?.map((each) => (
          <li key={each.movementId} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2">
            <span className={classes('w-14 shrink-0 text-right font-semibold tabular-nums', each.quantity > 0 ? 'text-good' : 'text-ink')}>
              {each.quantity > 0 ? `+${each.quantity}` : each.quantity}
            </span>
            <span className="min-w-0 flex-1 basis-60">
              {t(`stock.kinds.${each.kind}`)}
              <span className="text-soft"> · {each.bin ? `${each.location} · ${each.bin}` : each.location}</span>
              <About movement={each} />
            </span>
            <When movement={each} />
            {mayChange && each.mayUndo && (
              <Button small kind="quiet" disabled={undo.isPending} onClick={() => undo.mutate(each.entry)}>
                <Undo2 aria-hidden size={13} />
                {t('stock.undo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function About({ movement: { reason, ref, order } }: { movement: StockMovement }) {
  const words = [reason, ref].filter(Boolean).join(' · ');
  return (
    <>
      {order && (
        <Link
          to="/orders/$accountId/$orderId"
          params={{ accountId: order.accountId, orderId: order.orderId }}
          className="ml-2 text-xs tabular-nums text-soft hover:text-accent"
        >
          {order.orderId}
        </Link>
      )}
      {words && <span className="ml-2 text-xs text-faint">{words}</span>}
    </>
  );
}

function When({ movement: { at, person } }: { movement: StockMovement }) {
  const zone = useZone();
  return (
    <span className="text-xs text-faint">
      {formatTime(at, 'dayTime', zone)}
      {person && ` · ${person}`}
    </span>
  );
}
