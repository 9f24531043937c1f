import { AppError } from '#src/kernel/app-error.ts';
import type { Money } from '#src/kernel/money.ts';
import { columnKey } from './column-key.ts';
import { readQuantity } from './localised-number.ts';
import { plainCell } from './plain-cell.ts';
import { readTable, type TableOptions } from './read-table.ts';

/** What a line says of a SKU for customs; null where its cell is empty. */
export type CustomsLine = {
  sku: string;
  hsCode: string | null;
  origin: string | null;
  description: string | null;
  value: Money | null;
  grams: number | null;
};
export type CustomsRow =
  | { kind: 'line'; line: number; customs: CustomsLine }
  | { kind: 'problem'; line: number; column: string | null; reason: string };

const fields = {
  sku: ['sku', 'seller-sku', 'merchant-sku', 'product'],
  hsCode: ['hs-code', 'hs', 'hs-tariff-number', 'tariff-number', 'commodity-code', 'harmonized-code'],
  origin: ['country-of-origin', 'origin', 'origin-country', 'made-in'],
  description: ['customs-description', 'description', 'content'],
  value: ['unit-value', 'value', 'customs-value', 'price'],
  currency: ['currency', 'value-currency'],
  grams: ['unit-grams', 'grams', 'weight-grams', 'net-weight-g', 'weight'],
} as const satisfies Record<string, readonly string[]>;
type Field = keyof typeof fields;

const positionIn = (keys: readonly string[], field: Field): number =>
  fields[field].map((name) => keys.indexOf(columnKey(name))).find((index) => index >= 0) ?? -1;

/** The lines of a file with what customs wants to know of each SKU. Throws FILE_UNREADABLE where no column names the SKU. */
export async function* readCustoms(
  source: AsyncIterable<Uint8Array>,
  options: Pick<TableOptions, 'encoding' | 'maxBytes'> = {},
): AsyncGenerator<CustomsRow> {
  let names: readonly string[] = [];
  for await (const row of readTable(source, options)) {
    if (row.kind === 'header') {
      names = row.names;
      if (positionIn(names.map(columnKey), 'sku') < 0)
        throw new AppError('FILE_UNREADABLE', 'This is no file for customs: the column sku is missing', { data: { missing: ['sku'] } });
    } else if (row.kind === 'bad') yield { kind: 'problem', line: row.line, column: null, reason: row.reason };
    else yield readLine(row.line, row.cells, names);
  }
}

function readLine(line: number, cells: readonly string[], names: readonly string[]): CustomsRow {
  const keys = names.map(columnKey);
  const text = (field: Field): string | null => plainCell(cells[positionIn(keys, field)] ?? '') || null;
  const problem = (field: Field, reason: string): CustomsRow => ({
    kind: 'problem',
    line,
    column: names[positionIn(keys, field)] ?? null,
    reason,
  });
  const sku = text('sku');
  if (sku === null) return problem('sku', 'is empty');
  if (sku.length > 60) return problem('sku', 'is longer than 60 characters');
  const hsCode = text('hsCode')?.replaceAll(/[.\s]/g, '') ?? null;
  if (hsCode !== null && !/^\d{6,10}$/.test(hsCode)) return problem('hsCode', 'must be six to ten digits such as 691200');
  const origin = text('origin')?.toUpperCase() ?? null;
  if (origin !== null && !/^[A-Z]{2}$/.test(origin)) return problem('origin', 'must be two letters such as US');
  const description = text('description');
  if (description !== null && description.length > 100) return problem('description', 'is longer than 100 characters');
  const [amount, currency] = [text('value'), text('currency')?.toUpperCase() ?? null];
  if (amount !== null && !/^\d{1,9}(\.\d{1,4})?$/.test(amount)) return problem('value', 'must be a decimal number such as 12.50');
  if (amount !== null && !/^[A-Z]{3}$/.test(currency ?? '')) return problem('currency', 'must be three letters such as EUR');
  const weight = text('grams');
  const grams = weight === null ? null : readQuantity(weight, 'point');
  if (grams && (!grams.ok || grams.value < 1 || grams.value > 1_000_000)) return problem('grams', 'must be whole grams, at least 1');
  const value = amount !== null && currency !== null ? { amount, currency } : null;
  return { kind: 'line', line, customs: { sku, hsCode, origin, description, value, grams: grams?.ok ? grams.value : null } };
}
