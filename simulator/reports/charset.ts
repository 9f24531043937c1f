import iconv from 'iconv-lite';
import { marketplaceOf } from '../accounts/marketplaces.ts';

export type Charset = 'UTF-8' | 'Windows-1252' | 'Shift_JIS';

const WESTERN = new Set(['GB', 'DE', 'FR', 'IT', 'ES', 'NL', 'BE', 'IE', 'SE', 'ZA']);

/** In which charset Amazon writes the reports of a store. */
export function charsetOf(marketplaceId: string): Charset {
  const { country } = marketplaceOf(marketplaceId);
  if (country === 'JP') return 'Shift_JIS';
  return WESTERN.has(country) ? 'Windows-1252' : 'UTF-8';
}

/** Characters that the charset does not have become question marks. */
export const encodeText = (text: string, charset: Charset): Buffer => iconv.encode(text, charset);
