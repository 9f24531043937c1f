/** `bigint` in the database, text in JavaScript: a 64-bit id does not fit a number. */
export type AccountId = string & { readonly __account?: never };

/** An order of an Amazon store (rules.md 1.8); other systems' ids (MCF) do not match. */
export const amazonOrderId = /^\d{3}-\d{7}-\d{7}$/;

/** The desk itself, where something belongs to no seller: its disk, its backup, its mail. No account has this id. */
export const deskId: AccountId = '0';
