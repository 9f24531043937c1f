import { createECDH, createPrivateKey, sign } from 'node:crypto';
import type { VapidKeys } from '#src/modules/notices/ports.ts';

/** A new key pair on P-256, both halves as base64url. */
export function newVapidKeys(): VapidKeys {
  const ecdh = createECDH('prime256v1');
  const publicKey = ecdh.generateKeys();
  // The curve's library leaves zeros at the front out.
  const privateKey = Buffer.concat([Buffer.alloc(32), ecdh.getPrivateKey()]).subarray(-32);
  return { publicKey: publicKey.toString('base64url'), privateKey: privateKey.toString('base64url') };
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The header by which a push service knows who sends (RFC 8292): a token for its origin, good for twelve hours. */
export function vapidHeader(endpoint: string, { publicKey, privateKey }: VapidKeys, contact: string, now: Date): string {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now.getTime() / 1000) + 12 * 3_600, sub: contact };
  const point = Buffer.from(publicKey, 'base64url');
  const half = (from: number) => point.subarray(from, from + 32).toString('base64url');
  const key = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', d: privateKey, x: half(1), y: half(33) }, format: 'jwk' });
  const signed = `${encoded({ typ: 'JWT', alg: 'ES256' })}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return `vapid t=${signed}.${signature}, k=${publicKey}`;
}
