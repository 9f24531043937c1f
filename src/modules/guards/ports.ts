import type { AccountId } from '#src/kernel/ids.ts';

/** What an older interface of Amazon says of regulated goods in an order; `none`: it holds none. Throws as every call to Amazon. */
export type RegulatedSource = { getRegulated(orderId: string): Promise<string> };
export type RegulatedSourceOf = (accountId: AccountId) => Promise<RegulatedSource | undefined>;
