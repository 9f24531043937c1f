import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { CustomsFact, CustomsSetting } from './customs-rules.ts';
import { dropCustoms, putCustoms, saveCustomsSetting } from './customs-store.ts';
import type { LabelsDeps } from './labels-deps.ts';

type Deps = Pick<LabelsDeps, 'database' | 'clock'>;

/** Puts down what customs wants to know of SKUs; a SKU of which nothing is said is taken away. Throws INVALID_INPUT for one named twice. */
export async function saveCustoms(
  { database, clock }: Deps,
  accountId: AccountId,
  facts: readonly CustomsFact[],
  by: string,
): Promise<{ saved: number; removed: number }> {
  const skus = new Set(facts.map(({ sku }) => sku));
  if (skus.size < facts.length) throw new AppError('INVALID_INPUT', 'facts: a SKU is named twice; give each once');
  const isEmpty = ({ hsCode, origin, description, value, grams }: CustomsFact) =>
    [hsCode, origin, description, value, grams].every((each) => each === null);
  const empty = facts.filter(isEmpty);
  const told = facts.filter((fact) => !isEmpty(fact));
  await database.write([accountId], async (tx) => {
    await putCustoms(tx, accountId, told, by, clock.now());
    await dropCustoms(
      tx,
      accountId,
      empty.map(({ sku }) => sku),
    );
  });
  return { saved: told.length, removed: empty.length };
}

/** What a declaration says of every parcel; null where nothing is sent abroad. */
export const saveCustomsDefaults = (
  { database, clock }: Deps,
  accountId: AccountId,
  customs: CustomsSetting | null,
  by: string,
): Promise<void> => database.write([accountId], (tx) => saveCustomsSetting(tx, accountId, customs, by, clock.now()));
