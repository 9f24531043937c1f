import type { Db } from '#src/platform/db.ts';
import type { Completions } from './contract.ts';
import { distinctKeys, distinctValues, productValues } from './distinct-views.ts';
import type { KeyName } from './filter.ts';

const most = 20;

/** Values of a key that the orders of these accounts have and that begin so, in any case; 20 at most. */
export async function completeValues(db: Db, key: KeyName, prefix: string): Promise<Completions> {
  const typed = prefix.trim();
  if (key === 'sku' || key === 'asin') return { items: await productValues(db, key, typed, most) };
  const found = await knownValues(db, key, typed.toLowerCase());
  const fitting = [...new Set(found)].filter((value) => value.toLowerCase().startsWith(typed.toLowerCase()));
  return { items: fitting.slice(0, most).map((value) => ({ value, label: '' })) };
}

async function knownValues(db: Db, key: KeyName, prefix: string): Promise<string[]> {
  switch (key) {
    case 'tag':
    case 'carrier':
      return distinctKeys(db, key, prefix);
    case 'service':
      return [...(await distinctValues(db, 'service_level')), ...(await distinctValues(db, 'ship_service'))];
    case 'channel':
      return distinctValues(db, 'sales_channel');
    case 'assignee':
      return distinctValues(db, 'assignee');
    default:
      return [];
  }
}
