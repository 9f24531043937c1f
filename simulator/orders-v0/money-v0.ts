import { toDecimal } from '../store/decimal.ts';

/** Money as the v0 API writes it. */
export const moneyV0 = (minor: bigint, currency: string) => ({ CurrencyCode: currency, Amount: toDecimal(minor, currency) });
