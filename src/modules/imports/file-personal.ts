import { compact } from '#src/kernel/compact.ts';
import type { PersonalData } from '#src/modules/vault/index.ts';
import { itemKey } from './file-facts.ts';
import type { FileOrder } from './file-order.ts';

/** `rich`: with a name or an address, not just an odd column. */
export type FoundPersonal = { data: PersonalData; rich: boolean };

/**
 * The personal data of a file for the vault. `undefined` when there is none; a postal code alone, as the all-orders report
 * has it, is nobody's address and is not kept.
 */
export function filePersonal(order: Pick<FileOrder, 'personal' | 'items' | 'shipTo'>): FoundPersonal | undefined {
  const { personal, shipTo } = order;
  const recipient =
    personal.recipientName !== undefined || personal.addressLines.length > 0
      ? compact({
          name: personal.recipientName,
          lines: personal.addressLines,
          city: shipTo.city,
          region: shipTo.state,
          postalCode: personal.postalCode,
          country: shipTo.country,
          phone: personal.recipientPhone,
        })
      : undefined;
  const other = { ...personal.other };
  if (personal.buyerPhone !== undefined) other['buyer-phone-number'] = personal.buyerPhone;
  if (!recipient && personal.recipientPhone !== undefined) other['ship-phone-number'] = personal.recipientPhone;
  const data: PersonalData = compact({
    buyerName: personal.buyerName,
    buyerEmail: personal.buyerEmail,
    buyerCompany: personal.buyerCompany,
    recipient,
    gifts: perItem(order, (item) =>
      item.personal['gift-message-text'] === undefined
        ? undefined
        : compact({ message: item.personal['gift-message-text'], wrap: item.giftWrap }),
    ),
    customisations: perItem(order, (item) => item.personal['customized-url'] ?? item.personal['customized-page']),
    other: Object.keys(other).length > 0 ? other : undefined,
  });
  if (Object.keys(data).length === 0) return undefined;
  return { data, rich: Boolean(recipient ?? data.buyerName ?? data.buyerEmail ?? data.buyerCompany) };
}

function perItem<T>({ items }: Pick<FileOrder, 'items'>, read: (item: FileOrder['items'][number]) => T | undefined) {
  const entries = items.flatMap((item) => {
    const value = read(item);
    return value === undefined ? [] : [[itemKey(item), value] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
