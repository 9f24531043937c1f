import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { ProductPicker } from './product-picker.tsx';

type Chosen = { productId: string; code: string; title: string };

type Sku = { accountId: string; sku: string; title: string; suggestion: Chosen | null };

/** Says which product a SKU is: one that is there, or one of its own. Its orders go along. */
export function MapDialog({ row, onClose }: { row: Sku; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Chosen | null>(row.suggestion);
  const map = useMutation({
    mutationFn: (productId: string | null) =>
      api(z.object({ id: z.string() }), '/stock/skus/map', { json: { accountId: row.accountId, sku: row.sku, productId } }),
    onSuccess: () => {
      toast(t('stock.mapped', { sku: row.sku }));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }),
  });
  return (
    <Dialog
      title={t('stock.mapTitle', { sku: row.sku })}
      description={row.title}
      onClose={onClose}
      footer={
        <>
          <Button busy={map.isPending} onClick={() => map.mutate(null)}>
            {t('stock.mapNew')}
          </Button>
          <Button kind="primary" disabled={!chosen} busy={map.isPending} onClick={() => map.mutate(chosen?.productId ?? null)}>
            {t('stock.map')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <ProductPicker label={t('stock.findProduct')} onPick={setChosen} />
        {chosen && (
          <p className="rounded-xl border bg-accent-wash px-3 py-2">
            <span className="font-medium">{chosen.title}</span> <span className="text-xs text-faint">{chosen.code}</span>
          </p>
        )}
        <p className="text-xs text-soft">{t('stock.mapText')}</p>
        {map.error && <ProblemPanel error={map.error} />}
      </div>
    </Dialog>
  );
}
