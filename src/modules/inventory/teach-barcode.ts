import { AppError } from '#src/kernel/app-error.ts';
import type { Tx } from '#src/platform/db.ts';
import { addBarcode, saveMeasures } from './product-store.ts';
import { productKinds } from './stock-views.ts';

/** Says which product a barcode is, as part of a larger change. Throws NOT_FOUND, CONFLICT where it means something already. */
export async function teachBarcode(tx: Tx, productId: string, code: string, now: Date): Promise<void> {
  const kind = (await productKinds(tx, [productId])).get(productId);
  if (kind === undefined) throw new AppError('NOT_FOUND', `productId: there is no product ${productId}`);
  if (kind === 'placeholder')
    throw new AppError('NOT_ALLOWED_NOW', 'productId: nobody has said which product this SKU is; map it to a product first');
  if (!(await addBarcode(tx, productId, code, now))) throw new AppError('CONFLICT', 'code: this barcode belongs to a product already');
}

/** What a unit weighs in grams and measures in millimetres, and whether each has a serial number. Throws NOT_FOUND. */
export async function setMeasures(
  tx: Tx,
  productId: string,
  measures: { grams: number | null; size: readonly number[] | null; serials: boolean },
  now: Date,
): Promise<void> {
  if (!(await saveMeasures(tx, productId, measures, now))) throw new AppError('NOT_FOUND', `there is no product ${productId}`);
}
