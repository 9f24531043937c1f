import { decrypt, encrypt, type Sealing } from '#src/platform/sealing.ts';
import type { PersonalData } from './personal-data.ts';
import { foldEmail, nameWords } from './words.ts';

export type BlindHashes = { mail: string[]; name: string[] };
export type SealedPersonal = { wrappedKey: Buffer; sealed: Buffer; hashes: BlindHashes; contentHash: string };

const binding = (accountId: string, orderId: string) => `order ${accountId} ${orderId}`;

/** Seals with a key of its own, bound to the account and order. Makes the hashes by which the order is found. */
export function sealPersonal(sealing: Sealing, accountId: string, orderId: string, personal: PersonalData): SealedPersonal {
  const bound = binding(accountId, orderId);
  const { key, wrapped } = sealing.newDataKey();
  return {
    wrappedKey: wrapped,
    sealed: encrypt(key, Buffer.from(JSON.stringify(personal)), bound),
    hashes: blindHashes(sealing, personal),
    contentHash: contentHash(sealing, personal),
  };
}

/** Equal for equal data under the same master key: what the vault holds already need not be sealed again. */
export const contentHash = (sealing: Sealing, personal: PersonalData): string => sealing.blind('content', JSON.stringify(personal));

export function openPersonal(
  sealing: Sealing,
  accountId: string,
  orderId: string,
  row: { wrappedKey: Uint8Array; sealed: Uint8Array },
): PersonalData {
  const bound = binding(accountId, orderId);
  return JSON.parse(decrypt(sealing.unwrap(row.wrappedKey, bound), row.sealed, bound).toString('utf8')) as PersonalData;
}

function blindHashes(sealing: Sealing, personal: PersonalData): BlindHashes {
  const names = [personal.buyerName, personal.recipient?.name, personal.buyerCompany, personal.recipient?.company];
  const words = new Set(names.flatMap((name) => (name === undefined ? [] : nameWords(name))));
  return {
    mail: personal.buyerEmail === undefined ? [] : [blindEmail(sealing, personal.buyerEmail)],
    name: [...words].map((word) => sealing.blind('name', word)),
  };
}

/** The hash under which an e-mail address stands in the search keys. */
export const blindEmail = (sealing: Sealing, email: string): string => sealing.blind('mail', foldEmail(email));

/** The hashes of each word of a name: an order matches when it has all of them. */
export const blindName = (sealing: Sealing, name: string): string[] => nameWords(name).map((word) => sealing.blind('name', word));
