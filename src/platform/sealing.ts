import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { AppError } from '#src/kernel/app-error.ts';

/**
 * Envelope encryption, AES-256-GCM: everything sealed has a data key of its own, and only that key is wrapped by the present
 * version of the desk's key. A wrapped key is `WBK1`, the version (4 bytes), nonce (12), tag (16) and the key (32); sealed bytes
 * are the wrapped key, nonce, tag and ciphertext. So a rotation wraps keys anew and never opens what they protect.
 * `bound` is authenticated but not stored: a row moved to another order or account does not open.
 */
export type Sealing = {
  /** Sealed bytes belong into a column of type bytea: there a rotation of the keys finds them. */
  seal(plain: Uint8Array, bound: string): Buffer;
  open(sealed: Uint8Array, bound: string): Buffer;
  /** A fresh data key and the same wrapped, for data that is kept apart from its key. */
  newDataKey(): { key: Buffer; wrapped: Buffer };
  /** `bound` is what the key was bound to before keys had versions. */
  unwrap(wrapped: Uint8Array, bound: string): Buffer;
  /** A keyed hash for finding equal values without storing them. 128 bits as base64url. Its key does not rotate. */
  blind(kind: string, value: string): string;
  /** The same bytes with their data key wrapped by the present version; undefined when it is that already. */
  rewrap(bytes: Uint8Array, old?: { bound: string; as: 'key' | 'sealed' }): Buffer | undefined;
  /** The eight bytes with which all that is wrapped by the present version begins. */
  header(): Buffer;
};

/** The keys in use: the versions by number, the one that seals, and the key of the hashes. */
export type KeyRing = { versions: ReadonlyMap<number, Buffer>; current: number; hash: Buffer };

const sealMagic = Buffer.from('WBK1');
const headerBytes = 8;
const wrappedBytes = headerBytes + 12 + 16 + 32;

/** Seals by one key that never changes: for tests and benches. */
export function createSealing(masterKey: Uint8Array): Sealing {
  const key = Buffer.from(masterKey);
  if (key.length !== 32) throw new AppError('MASTER_KEY', `the master key must be 32 bytes (got ${key.length})`);
  const ring: KeyRing = { versions: new Map([[1, key]]), current: 1, hash: key };
  return ringSealing(() => ring);
}

/** Seals by the ring of the moment. `missed` hears of a version that is not in it; what it sealed opens once the ring has it. */
export function ringSealing(ring: () => KeyRing, missed: (version: number) => void = () => {}): Sealing {
  const derived = new Map<string, KeyObject>();
  // As key objects: handing bytes over anew at each call costs several times the work itself.
  const derive = (material: Buffer, purpose: string): KeyObject => {
    const name = `${purpose} ${material.toString('base64')}`;
    const key = derived.get(name) ?? createSecretKey(Buffer.from(hkdfSync('sha256', material, 'waybill', purpose, 32)));
    derived.set(name, key);
    return key;
  };
  const materialOf = (version: number): Buffer => {
    const material = ring().versions.get(version);
    if (material) return material;
    missed(version);
    throw new AppError('MASTER_KEY', `key version ${version} is not known to this desk; it looks for it now`);
  };
  const header = (): Buffer => {
    const bytes = Buffer.alloc(headerBytes);
    sealMagic.copy(bytes);
    bytes.writeUInt32BE(ring().current, 4);
    return bytes;
  };
  const wrap = (key: Uint8Array): Buffer => Buffer.concat([header(), encrypt(derive(materialOf(ring().current), 'wrap'), key, 'data key')]);
  const unwrap = (wrapped: Uint8Array): Buffer =>
    decrypt(derive(materialOf(versionOf(wrapped)), 'wrap'), wrapped.subarray(headerBytes, wrappedBytes), 'data key');
  // Before keys had versions there was one, the master key itself; it became version 1.
  const oldKey = (purpose: 'wrap' | 'seal') => derive(materialOf(1), purpose);
  const open = (sealed: Uint8Array, bound: string): Buffer =>
    isWrapped(sealed) ? decrypt(unwrap(sealed), sealed.subarray(wrappedBytes), bound) : decrypt(oldKey('seal'), sealed, bound);
  const seal = (plain: Uint8Array, bound: string): Buffer => {
    const key = randomBytes(32);
    return Buffer.concat([wrap(key), encrypt(key, plain, bound)]);
  };
  return {
    seal,
    open,
    newDataKey: () => {
      const key = randomBytes(32);
      return { key, wrapped: wrap(key) };
    },
    unwrap: (wrapped, bound) => (isWrapped(wrapped) ? unwrap(wrapped) : decrypt(oldKey('wrap'), wrapped, bound)),
    blind: (kind, value) =>
      createHmac('sha256', derive(ring().hash, 'blind')).update(`${kind}\0${value}`).digest().subarray(0, 16).toString('base64url'),
    rewrap: (bytes, old) => {
      if (isWrapped(bytes))
        return versionOf(bytes) === ring().current ? undefined : Buffer.concat([wrap(unwrap(bytes)), bytes.subarray(wrappedBytes)]);
      if (!old) return undefined;
      return old.as === 'key' ? wrap(decrypt(oldKey('wrap'), bytes, old.bound)) : seal(open(bytes, old.bound), old.bound);
    },
    header,
  };
}

const isWrapped = (bytes: Uint8Array): boolean => bytes.length >= wrappedBytes && sealMagic.equals(bytes.subarray(0, sealMagic.length));
const versionOf = (bytes: Uint8Array): number => Buffer.from(bytes.subarray(4, headerBytes)).readUInt32BE(0);

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
