import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { StockOffer } from '#src/modules/inventory/contract.ts';
import { Button } from '../../components/button.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { useMay } from '../accounts/session.ts';

const done = z.object({ done: z.literal(true) });

/** How many units one offer holds back; empty: as many as its account says, which stands there in grey. */
export function BufferField({ offer }: { offer: StockOffer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayManage = useMay('stock.manage');
  const saved = offer.buffer === null ? '' : String(offer.buffer);
  const [text, setText] = useState(saved);
  const wanted = text.trim() === '' ? null : /^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined;
  const save = useMutation({
    mutationFn: (buffer: number | null) =>
      api(done, `/stock/offers/${offer.accountId}`, {
        method: 'PUT',
        json: { sku: offer.sku, marketplaceId: offer.marketplaceId, buffer },
      }),
    onSuccess: () => toast(t('stock.bufferSaved')),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['stock', 'product'] }),
  });
  const held = offer.buffer ?? offer.channelBuffer;
  if (!mayManage) return held > 0 ? <span className="text-xs text-soft">{t('stock.heldBack', { count: held })}</span> : null;
  const isChanged = wanted !== undefined && wanted !== offer.buffer;
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) save.mutate(wanted);
      }}
    >
      <label className="flex items-center gap-2 text-xs text-soft" title={t('stock.bufferHint')}>
        {t('stock.buffer')}
        <input
          inputMode="numeric"
          className="field-box w-14 text-right"
          placeholder={String(offer.channelBuffer)}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {isChanged && (
        <Button small busy={save.isPending} type="submit">
          {t('common.save')}
        </Button>
      )}
    </form>
  );
}
