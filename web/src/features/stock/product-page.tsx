import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ProductDetails, productDetails } from '#src/modules/inventory/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Page, Section } from '../../components/page.tsx';
import { Picture } from '../../components/picture.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { useMay } from '../accounts/session.ts';
import { MeasuresSection } from '../packing/measures-section.tsx';
import { ChangeDialog, type ChangeKind } from './change-dialog.tsx';
import { ClaimsSection } from './claims-section.tsx';
import { MovementsSection } from './movements-section.tsx';
import { OffersSection } from './offers-section.tsx';
import { ProductDialog } from './product-dialog.tsx';
import { ShelvesSection } from './shelves-section.tsx';
import { productQuery } from './stock-queries.ts';

const route = getRouteApi('/stock/$productId');

/** One product: what there is and where, who wants it, under which SKUs it is sold, and every unit that ever moved. */
export function ProductPage() {
  const { t } = useTranslation();
  const { productId } = route.useParams();
  const { data, isPending, error, refetch } = useQuery(productQuery(productId));
  if (isPending) return <SkeletonLines />;
  if (!data)
    return (
      <Page title={t('nav.stock')}>
        <ProblemPanel error={error} onRetry={() => void refetch()} />
      </Page>
    );
  return <Product product={data} />;
}

const changes = ['receive', 'count', 'adjust', 'move', 'expect'] as const satisfies readonly ChangeKind[];

function Product({ product }: { product: ProductDetails }) {
  const { t } = useTranslation();
  const mayChange = useMay('stock.change');
  const [dialog, setDialog] = useState<ChangeKind | 'edit' | null>(null);
  const isBundle = product.kind === 'bundle';
  return (
    <Page
      title={product.title}
      lead={[product.code, product.asin].filter(Boolean).join(' · ')}
      actions={
        mayChange && (
          <div className="flex w-full flex-wrap gap-2 lg:w-auto">
            {!isBundle &&
              changes.map((kind) => (
                <Button key={kind} kind={kind === 'receive' ? 'primary' : 'plain'} onClick={() => setDialog(kind)}>
                  {t(`stock.verbs.${kind}`)}
                </Button>
              ))}
            <Button onClick={() => setDialog('edit')}>{t('common.edit')}</Button>
            <ArchiveButton product={product} />
          </div>
        )
      }
    >
      <div className="-mt-3 flex flex-wrap items-center gap-2">
        <Link to="/stock" className="inline-flex items-center gap-1 text-soft hover:text-accent">
          <ChevronLeft aria-hidden size={14} />
          {t('nav.stock')}
        </Link>
        {product.imageUrl !== null && <Picture url={product.imageUrl} className="order-last ml-auto size-16" />}
        {isBundle && <Badge tone="info">{t('stock.bundle')}</Badge>}
        {product.archivedAt !== null && <Badge>{t('stock.isPutAway')}</Badge>}
        {product.available < 0 && <Badge tone="bad">{t('stock.short')}</Badge>}
      </div>
      <Figures product={product} />
      {isBundle ? <PartsSection product={product} /> : <ShelvesSection product={product} />}
      <ClaimsSection claims={product.claims} />
      <OffersSection product={product} />
      {product.partOf.length > 0 && (
        <Section title={t('stock.partOf')} flush>
          <PartList parts={product.partOf} />
        </Section>
      )}
      {product.barcodes.length > 0 && (
        <Section title={t('stock.barcodes')}>
          <ul className="flex flex-wrap gap-2">
            {product.barcodes.map((code) => (
              <li key={code} className="rounded-md bg-sunken px-2 py-0.5 font-mono text-xs select-all">
                {code}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {!isBundle && <MeasuresSection productId={product.productId} />}
      {!isBundle && <MovementsSection productId={product.productId} />}
      {dialog === 'edit' && <ProductDialog product={product} onClose={() => setDialog(null)} />}
      {dialog && dialog !== 'edit' && <ChangeDialog kind={dialog} product={product} onClose={() => setDialog(null)} />}
    </Page>
  );
}

/** Puts a product away of which nothing is left and that no order wants, or brings it back. */
function ArchiveButton({ product }: { product: ProductDetails }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const isAway = product.archivedAt !== null;
  const archive = useMutation({
    mutationFn: () => api(productDetails, `/stock/products/${product.productId}/archive`, { json: { archived: !isAway } }),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }),
  });
  if (!isAway && (product.onHand !== 0 || product.reserved !== 0)) return null;
  return (
    <Button busy={archive.isPending} onClick={() => archive.mutate()}>
      {t(isAway ? 'stock.bringBack' : 'stock.putAway')}
    </Button>
  );
}

function Figures({ product }: { product: ProductDetails }) {
  const { t } = useTranslation();
  const figures =
    product.kind === 'bundle'
      ? ([['available', product.available]] as const)
      : ([
          ['onHand', product.onHand],
          ['reserved', product.reserved],
          ['kept', product.kept],
          ['available', product.available],
          ['incoming', product.incoming],
        ] as const);
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5">
      {figures.map(([name, count]) => (
        <div key={name} className="card px-4 py-2.5" title={t(`stock.hints.${name}`)}>
          <dt className="text-xs text-faint">{t(`stock.figures.${name}`)}</dt>
          <dd className={count < 0 ? 'text-lg font-semibold text-bad tabular-nums' : 'text-lg font-semibold tabular-nums'}>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function PartsSection({ product }: { product: ProductDetails }) {
  const { t } = useTranslation();
  return (
    <Section title={t('stock.parts')} flush>
      <PartList parts={product.parts} />
    </Section>
  );
}

function PartList({
  parts,
}: {
  parts: readonly { productId: string; code: string; title: string; quantity: number; available?: number }[];
}) {
  const { t } = useTranslation();
  return (
    <ul className="divide-y">
      {parts.map((part) => (
        <li key={part.productId} className="flex items-center gap-3 px-4 py-2">
          <span className="w-10 shrink-0 text-right tabular-nums">{part.quantity} ×</span>
          <Link
            to="/stock/$productId"
            params={{ productId: part.productId }}
            className="min-w-0 flex-1 truncate font-medium hover:text-accent"
          >
            {part.title} <span className="text-xs font-normal text-faint">{part.code}</span>
          </Link>
          {part.available !== undefined && (
            <span className="shrink-0 text-soft">{t('stock.availableCount', { count: part.available })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
