import { AppError, type Problem } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { type CustomsSetting, declarationOf, leavesCustomsArea, type Missing } from './customs-rules.ts';
import { customsOf, declaredItems } from './customs-views.ts';
import type { LabelsDeps } from './labels-deps.ts';
import type { CustomsDeclaration, Wish } from './ports.ts';

const names: Record<Missing['field'], string> = {
  sku: 'SKU',
  hsCode: 'HS code',
  origin: 'country of origin',
  description: 'description for customs',
  value: 'value',
  grams: 'weight of one unit',
  signer: 'name of who signs',
};

/**
 * What is declared of a parcel that leaves its customs area; undefined for one that does not. Throws INVALID_INPUT with all
 * that is missing, SKU by SKU.
 */
export async function declareParcel(
  { database }: Pick<LabelsDeps, 'database'>,
  accountId: AccountId,
  wish: Wish,
  to: { country: string; postalCode: string },
  setting: CustomsSetting | null,
): Promise<CustomsDeclaration | undefined> {
  if (!leavesCustomsArea(wish.from, to)) return undefined;
  const skus = wish.items.map(({ sku }) => sku);
  const { facts, told } = await database.read([accountId], async (db) => ({
    facts: await customsOf(db, accountId, skus),
    told: await declaredItems(db, accountId, wish.orderId),
  }));
  const of = (itemId: string) => told.find((each) => each.itemId === itemId);
  const items = wish.items.map(({ itemId, sku, quantity }) => ({ itemId, sku, quantity, price: of(itemId)?.price ?? null }));
  const ioss = told.find((each) => each.ioss !== null)?.ioss ?? null;
  const outcome = declarationOf(items, facts, setting, { to: to.country, ioss });
  if ('declaration' in outcome) return outcome.declaration;
  const problems = outcome.missing.map(({ sku, field }): Problem => {
    const where = sku === null ? 'the settings of customs' : `SKU ${sku}`;
    return { field: sku === null ? `customs.${field}` : `customs.${sku}.${field}`, message: `${where}: the ${names[field]} is missing` };
  });
  throw new AppError(
    'INVALID_INPUT',
    `customs: this parcel goes to ${to.country} and cannot be declared yet. ${problems.map(({ message }) => message).join('; ')}. Set it on the page Carriers`,
    { problems, data: { reason: 'labels.stop.noCustoms' } },
  );
}
