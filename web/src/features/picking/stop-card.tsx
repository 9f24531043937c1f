import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickStop } from '#src/modules/picking/contract.ts';
import { Button } from '../../components/button.tsx';
import { classes } from '../../lib/classes.ts';
import { CountDialog } from './count-dialog.tsx';
import { ShortDialog, type ShortReason } from './short-dialog.tsx';

type Product = PickStop['products'][number];
type Props = {
  stop: PickStop;
  /** Its bin was scanned. */
  isHere: boolean;
  onPick: (productId: string, quantity: number) => void;
  onShort: (productId: string, reason: ShortReason, quantity: number | undefined) => void;
  onSkip: (() => void) | undefined;
};

/** One bin: what to take there, and where each unit goes. */
export function StopCard({ stop, isHere, onPick, onShort, onSkip }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-label={stop.bin || t('pick.noBin')} className={classes('card overflow-hidden', isHere && 'outline-2 outline-good')}>
      <header className="flex items-center gap-3 border-b px-5 py-3">
        <div className="min-w-0 flex-1">
          <p className={classes('text-xs font-medium', isHere ? 'text-good' : 'text-soft')}>{isHere ? t('pick.at') : t('pick.goTo')}</p>
          <h2 className="truncate text-3xl font-bold tracking-tight">{stop.bin || t('pick.noBin')}</h2>
          {stop.visitor !== null && <p className="text-warn">{t('pick.visitor', { name: stop.visitor })}</p>}
        </div>
        {onSkip && (
          <Button className="h-11" onClick={onSkip}>
            {t('pick.skip')}
          </Button>
        )}
      </header>
      <ul className="divide-y">
        {stop.products.map((product) => (
          <ProductRow key={product.productId} product={product} onPick={onPick} onShort={onShort} />
        ))}
      </ul>
    </section>
  );
}

function ProductRow({ product, onPick, onShort }: { product: Product; onPick: Props['onPick']; onShort: Props['onShort'] }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'number' | 'short' | null>(null);
  const { productId, title, code, imageUrl, left, to } = product;
  return (
    <li className="flex flex-col gap-3 px-5 py-4">
      <div className="flex items-start gap-4">
        {imageUrl !== null && <img src={imageUrl} alt="" className="size-16 shrink-0 rounded-lg bg-sunken object-contain" />}
        <div className="min-w-0 flex-1">
          <p className="text-lg font-semibold break-words">{title}</p>
          <p className="font-mono text-xs text-soft">{code}</p>
        </div>
        <p className="text-3xl font-bold whitespace-nowrap">{t('pick.take', { count: left })}</p>
      </div>
      <div>
        <p className="text-xs font-medium text-soft">{t('pick.into')}</p>
        <ul className="mt-1 flex flex-wrap gap-1.5">
          {to.map(({ accountId, orderId, tote, left: units }) => (
            <li key={`${accountId}/${orderId}`} className="rounded-lg bg-sunken px-2.5 py-1">
              <span className="font-semibold">{units}</span> →{' '}
              <span className={tote === null ? 'font-mono text-xs' : 'font-medium'}>{tote ?? orderId}</span>
            </li>
          ))}
        </ul>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" className="h-12 min-w-32 flex-1 text-base" onClick={() => onPick(productId, left)}>
          {t('pick.all', { count: left })}
        </Button>
        {left > 1 && (
          <>
            <Button className="h-12 px-4 text-base" onClick={() => onPick(productId, 1)}>
              {t('pick.one')}
            </Button>
            <Button className="h-12 px-4 text-base" onClick={() => setDialog('number')}>
              {t('pick.number')}
            </Button>
          </>
        )}
        <Button className="h-12 px-4 text-base" kind="danger" onClick={() => setDialog('short')}>
          {t('pick.problem')}
        </Button>
      </div>
      {dialog === 'number' && (
        <CountDialog
          title={title}
          label={t('pick.numberPicked')}
          most={left}
          run={t('pick.pickThese')}
          onClose={() => setDialog(null)}
          onCount={(units) => onPick(productId, units)}
        />
      )}
      {dialog === 'short' && (
        <ShortDialog product={product} onClose={() => setDialog(null)} onShort={(reason, units) => onShort(productId, reason, units)} />
      )}
    </li>
  );
}
