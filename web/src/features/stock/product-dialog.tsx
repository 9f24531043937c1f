import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ProductDetails, productDetails } from '#src/modules/inventory/contract.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { api } from '../../lib/api.ts';
import { ProductPicker } from './product-picker.tsx';

type Part = { productId: string; code: string; title: string; quantity: number };

/** A new product, or changes of one: number, name, barcodes, and what a bundle is made of. */
export function ProductDialog({ product, onClose }: { product?: ProductDetails; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [code, setCode] = useState(product?.code ?? '');
  const [title, setTitle] = useState(product?.title ?? '');
  const [asin, setAsin] = useState(product?.asin ?? '');
  const [barcodes, setBarcodes] = useState(product?.barcodes.join('\n') ?? '');
  const [parts, setParts] = useState<readonly Part[]>(product?.parts ?? []);
  const save = useMutation({
    mutationFn: () =>
      api(productDetails, product ? `/stock/products/${product.productId}` : '/stock/products', {
        method: product ? 'PUT' : 'POST',
        json: {
          code: code.trim(),
          title: title.trim(),
          asin: asin.trim() || null,
          barcodes: barcodes.split(/[\s,;]+/).filter(Boolean),
          parts: parts.map(({ productId, quantity }) => ({ productId, quantity })),
        },
      }),
    onSuccess: async ({ productId }) => {
      await client.invalidateQueries({ queryKey: ['stock'] });
      onClose();
      if (!product) void navigate({ to: '/stock/$productId', params: { productId } });
    },
  });
  const isReady = code.trim() !== '' && title.trim() !== '';
  return (
    <Dialog
      title={product ? t('stock.editProduct') : t('stock.newProduct')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={!isReady} busy={save.isPending} onClick={() => save.mutate()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('stock.code')} hint={t('stock.codeHint')} error={save.error?.message}>
          {(attributes) => (
            <input {...attributes} className="field-box" value={code} maxLength={100} onChange={(event) => setCode(event.target.value)} />
          )}
        </Field>
        <Field label={t('stock.title')}>
          {(attributes) => (
            <input {...attributes} className="field-box" value={title} maxLength={500} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
        <Field label={t('stock.asin')}>
          {(attributes) => (
            <input {...attributes} className="field-box" value={asin} maxLength={20} onChange={(event) => setAsin(event.target.value)} />
          )}
        </Field>
        <Field label={t('stock.barcodes')} hint={t('stock.barcodesHint')}>
          {(attributes) => (
            <textarea
              {...attributes}
              rows={2}
              className="field-box h-auto py-1.5 font-mono"
              value={barcodes}
              onChange={(event) => setBarcodes(event.target.value)}
            />
          )}
        </Field>
        <Parts parts={parts} onChange={setParts} />
      </div>
    </Dialog>
  );
}

function Parts({ parts, onChange }: { parts: readonly Part[]; onChange: (parts: readonly Part[]) => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">{t('stock.parts')}</p>
      <p className="text-xs text-faint">{t('stock.partsHint')}</p>
      {parts.length > 0 && (
        <ul className="divide-y rounded-xl border">
          {parts.map((part) => (
            <li key={part.productId} className="flex items-center gap-2 px-3 py-1.5">
              <span className="min-w-0 flex-1 truncate">
                {part.title} <span className="text-xs text-faint">{part.code}</span>
              </span>
              <input
                type="number"
                min={1}
                aria-label={t('stock.unitsOf', { name: part.title })}
                className="field-box w-20 text-right"
                value={part.quantity}
                onChange={(event) =>
                  onChange(
                    parts.map((each) =>
                      each.productId === part.productId
                        ? { ...each, quantity: Math.max(1, Math.trunc(Number(event.target.value)) || 1) }
                        : each,
                    ),
                  )
                }
              />
              <IconButton
                small
                label={t('stock.removePart', { name: part.title })}
                onClick={() => onChange(parts.filter((each) => each !== part))}
              >
                <X size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <ProductPicker
        label={t('stock.addPart')}
        onPick={({ productId, code, title }) => {
          if (!parts.some((part) => part.productId === productId)) onChange([...parts, { productId, code, title, quantity: 1 }]);
        }}
      />
    </div>
  );
}
