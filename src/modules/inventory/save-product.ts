import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import { partsWithin } from './claim-views.ts';
import type { ProductBody } from './contract.ts';
import { circleOf } from './parts-rules.ts';
import {
  archiveProduct,
  holdParts,
  insertProduct,
  isBarcodeOfOther,
  replaceBarcodes,
  replaceParts,
  updateProduct,
} from './product-store.ts';
import { productOfCode } from './product-views.ts';
import { productKinds, productRow } from './stock-views.ts';

type Deps = { database: Database; clock: Clock };

/**
 * Makes a product, or changes the one named: its barcodes and parts become those of `body`. With parts it is a bundle.
 * Gives its id. Throws NOT_FOUND, CONFLICT for a number or barcode of another product, NOT_ALLOWED_NOW for a bundle
 * that has units or would contain itself.
 */
export const saveProduct = (
  { database, clock }: Deps,
  accounts: readonly AccountId[],
  productId: string | undefined,
  body: ProductBody,
): Promise<string> => database.write(accounts, (tx) => saveProductIn(tx, productId, body, 'person', clock.now()));

async function saveProductIn(tx: Tx, productId: string | undefined, body: ProductBody, origin: string, now: Date): Promise<string> {
  await holdParts(tx);
  const kind = body.parts.length > 0 ? ('bundle' as const) : ('simple' as const);
  const before = productId === undefined ? undefined : await productRow(tx, productId);
  if (productId !== undefined && !before) throw new AppError('NOT_FOUND', `there is no product ${productId}`);
  const fields = { code: body.code, title: body.title, kind, asin: body.asin || null, imageUrl: before?.imageUrl ?? null };
  if (before && before.kind !== kind && (Number(before.onHand) !== 0 || Number(before.reserved) !== 0))
    throw new AppError(
      'NOT_ALLOWED_NOW',
      'the product has units or open orders, so it cannot become a bundle or stop being one: make a new product and map the SKU to it',
    );
  const id = productId ?? (await insertProduct(tx, fields, origin, now));
  if (id === undefined) throw new AppError('CONFLICT', 'code: another product has this number');
  if (before) {
    const same = await codeTaken(tx, id, body.code);
    if (same) throw new AppError('CONFLICT', 'code: another product has this number');
    await updateProduct(tx, id, fields, now);
  }
  if (await isBarcodeOfOther(tx, id, body.code)) throw new AppError('CONFLICT', 'code: this is a barcode of another product');
  const kinds = await productKinds(
    tx,
    body.parts.map((part) => part.productId),
  );
  for (const part of body.parts) {
    const partKind = kinds.get(part.productId);
    if (partKind === undefined || partKind === 'placeholder')
      throw new AppError('NOT_FOUND', `parts: there is no product ${part.productId}`);
    if (part.productId === id) throw new AppError('NOT_ALLOWED_NOW', 'a bundle cannot contain itself');
  }
  await replaceParts(tx, id, body.parts);
  if (circleOf(id, await partsWithin(tx, [id])))
    throw new AppError('NOT_ALLOWED_NOW', 'a bundle cannot contain itself, not even through its parts');
  const others = await replaceBarcodes(tx, id, body.barcodes, now);
  if (others.length > 0) throw new AppError('CONFLICT', `barcodes: another product has ${others.slice(0, 3).join(', ')}`);
  return id;
}

async function codeTaken(tx: Tx, productId: string, code: string): Promise<boolean> {
  const found = await productOfCode(tx, code);
  return found !== undefined && found !== productId;
}

/** Puts a product away that has nothing left, or takes it out again. Throws NOT_FOUND, NOT_ALLOWED_NOW. */
export async function archive({ database, clock }: Deps, productId: string, isArchived: boolean): Promise<void> {
  await database.write([], async (tx) => {
    const row = await productRow(tx, productId);
    if (!row) throw new AppError('NOT_FOUND', `there is no product ${productId}`);
    if (isArchived && (Number(row.onHand) !== 0 || Number(row.reserved) !== 0))
      throw new AppError('NOT_ALLOWED_NOW', 'the product still has units or open orders: adjust them to nothing first');
    await archiveProduct(tx, productId, isArchived ? clock.now() : null);
  });
}
