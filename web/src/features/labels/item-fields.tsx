import { useTranslation } from 'react-i18next';
import type { OrderItem } from '#src/modules/orders/contract.ts';
import { codesOf, unitsLeft } from '../writes/confirm-draft.ts';

/** What is in the parcel; null: all that is left. */
export type ItemsDraft = { units: Readonly<Record<string, number>> | null; codes: Readonly<Record<string, string>> };

export const allItems: ItemsDraft = { units: null, codes: {} };

/** The items as the desk is asked for them; undefined: all that is left. */
export function itemsOf({ units, codes }: ItemsDraft, items: readonly OrderItem[]) {
  const all = Object.fromEntries(items.map((item) => [item.itemId, unitsLeft(item)]));
  const chosen = units ?? all;
  const rows = Object.entries(chosen).flatMap(([itemId, quantity]) => {
    const transparencyCodes = codesOf(codes[itemId] ?? '');
    return quantity > 0 ? [{ itemId, quantity, ...(transparencyCodes.length > 0 ? { transparencyCodes } : {}) }] : [];
  });
  const isPlain = units === null && rows.every((row) => !('transparencyCodes' in row));
  return isPlain ? undefined : rows;
}

type Props = { items: readonly OrderItem[]; value: ItemsDraft; onChange: (value: ItemsDraft) => void };

/** How many units of each item are in the parcel, and their Transparency codes. */
export function ItemFields({ items, value, onChange }: Props) {
  const { t } = useTranslation();
  const units = value.units ?? Object.fromEntries(items.map((item) => [item.itemId, unitsLeft(item)]));
  return (
    <ul className="flex flex-col gap-1.5">
      {items.map((item) => (
        <li key={item.itemId} className="flex flex-col gap-1.5">
          <span className="flex items-center gap-2">
            <input
              type="number"
              className="field-box w-16"
              min={0}
              max={unitsLeft(item)}
              aria-label={t('labels.itemUnits', { sku: item.sku })}
              value={units[item.itemId] ?? 0}
              onChange={(event) => {
                const wanted = Math.round(event.target.valueAsNumber || 0);
                onChange({ ...value, units: { ...units, [item.itemId]: Math.max(0, Math.min(unitsLeft(item), wanted)) } });
              }}
            />
            <span className="shrink-0 text-xs text-faint">{t('labels.ofLeft', { count: unitsLeft(item) })}</span>
            <span className="min-w-0 flex-1 truncate">
              {item.sku} <span className="text-soft">{item.title}</span>
            </span>
          </span>
          {item.programs.includes('TRANSPARENCY') && (units[item.itemId] ?? 0) > 0 && (
            <label className="flex flex-col gap-1 text-xs text-soft">
              {t('labels.codesOf', {
                sku: item.sku,
                given: codesOf(value.codes[item.itemId] ?? '').length,
                count: units[item.itemId] ?? 0,
              })}
              <textarea
                className="field-box min-h-14 py-1.5 font-mono"
                rows={2}
                spellCheck={false}
                value={value.codes[item.itemId] ?? ''}
                onChange={(event) => onChange({ units, codes: { ...value.codes, [item.itemId]: event.target.value } })}
              />
            </label>
          )}
        </li>
      ))}
    </ul>
  );
}
