import { createCipheriv, createECDH, createHmac } from 'node:crypto';

/** What the sender makes anew for each push: a key pair on P-256 (its private half) and a salt of 16 bytes. */
export type PushSecrets = { privateKey: Buffer; salt: Buffer };

/** The push service must take 4,096 bytes in all (RFC 8291, 4); this is what is left for the content. */
export const mostContentBytes = 3_993;

const hmac = (key: Buffer, ...parts: Buffer[]): Buffer => createHmac('sha256', key).update(Buffer.concat(parts)).digest();

/** HKDF (RFC 5869) for one block of output. */
const hkdf = (salt: Buffer, secret: Buffer, info: Buffer, length: number): Buffer =>
  hmac(hmac(salt, secret), info, Buffer.from([1])).subarray(0, length);

/**
 * The body of a push: encrypted for one browser so that the push service between cannot read it (RFC 8291, with the
 * content coding aes128gcm of RFC 8188 in a single record). `p256dh` and `auth` are what the browser gave, as base64url.
 * Throws for keys that are no point of the curve and for content that is too long.
 */
export function encryptPush(content: Buffer, browser: { p256dh: string; auth: string }, { privateKey, salt }: PushSecrets): Buffer {
  if (content.length > mostContentBytes) throw new RangeError(`a push holds at most ${mostContentBytes} bytes (got ${content.length})`);
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  const senderKey = ecdh.getPublicKey();
  const browserKey = Buffer.from(browser.p256dh, 'base64url');
  const shared = ecdh.computeSecret(browserKey);
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), browserKey, senderKey]);
  const secret = hkdf(Buffer.from(browser.auth, 'base64url'), shared, keyInfo, 32);
  const key = hkdf(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // The delimiter 2 says: the last record.
  const sealed = Buffer.concat([cipher.update(content), cipher.update(Buffer.from([2])), cipher.final(), cipher.getAuthTag()]);
  const recordSize = Buffer.alloc(4);
  recordSize.writeUInt32BE(4096);
  return Buffer.concat([salt, recordSize, Buffer.from([senderKey.length]), senderKey, sealed]);
}
