import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { AppError } from '#src/kernel/app-error.ts';

/**
 * AES-256-GCM under keys derived from the master key. Layout of sealed bytes: nonce (12), tag (16), ciphertext.
 * `bound` is authenticated but not stored: a row moved to another order or account does not open.
 */
export type Sealing = {
  /** Tells which master key sealed something, without telling anything about the key. */
  readonly keyId: string;
  seal(plain: Uint8Array, bound: string): Buffer;
  open(sealed: Uint8Array, bound: string): Buffer;
  /** A fresh data key and the same wrapped, for data that gets a key of its own. */
  newDataKey(bound: string): { key: Buffer; wrapped: Buffer };
  unwrap(wrapped: Uint8Array, bound: string): Buffer;
  /** A keyed hash for finding equal values without storing them. 128 bits as base64url. */
  blind(kind: string, value: string): string;
};

export function createSealing(masterKey: Uint8Array): Sealing {
  if (masterKey.length !== 32) throw new AppError('MASTER_KEY', `the master key must be 32 bytes (got ${masterKey.length})`);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, 'waybill', purpose, 32));
  // As key objects: handing bytes over anew at each call costs several times the work itself.
  const sealKey = createSecretKey(derive('seal'));
  const wrapKey = createSecretKey(derive('wrap'));
  const blindKey = createSecretKey(derive('blind'));
  return {
    keyId: createHash('sha256').update(derive('id')).digest('hex').slice(0, 16),
    seal: (plain, bound) => encrypt(sealKey, plain, bound),
    open: (sealed, bound) => decrypt(sealKey, sealed, bound),
    newDataKey: (bound) => {
      const key = randomBytes(32);
      return { key, wrapped: encrypt(wrapKey, key, bound) };
    },
    unwrap: (wrapped, bound) => decrypt(wrapKey, wrapped, bound),
    blind: (kind, value) => createHmac('sha256', blindKey).update(`${kind}\0${value}`).digest().subarray(0, 16).toString('base64url'),
  };
}

export function encrypt(key: Uint8Array | KeyObject, plain: Uint8Array, bound: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', asKey(key), nonce).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Throws MASTER_KEY when the key is not the one that sealed it, or the bytes were changed or moved. */
export function decrypt(key: Uint8Array | KeyObject, sealed: Uint8Array, bound: string): Buffer {
  try {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const decipher = createDecipheriv('aes-256-gcm', asKey(key), bytes.subarray(0, 12))
      .setAAD(Buffer.from(bound))
      .setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch (cause) {
    throw new AppError('MASTER_KEY', 'sealed data does not open: the master key is not the one that sealed it, or the data was changed', {
      cause,
    });
  }
}

const asKey = (key: Uint8Array | KeyObject): KeyObject => (key instanceof Uint8Array ? createSecretKey(key) : key);
