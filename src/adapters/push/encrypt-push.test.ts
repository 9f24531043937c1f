import { createECDH, createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPush } from '../../../tests/support/push-service.ts';
import { encryptPush, mostContentBytes } from './encrypt-push.ts';
import { newVapidKeys, vapidHeader } from './vapid.ts';

/** RFC 8291, section 5 and appendix A: the values are the RFC's own. */
const example = {
  plain: 'When I grow up, I want to be a watermelon',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT' +
    'pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

const bytes = (text: string) => Buffer.from(text, 'base64url');

describe('an encrypted push', () => {
  it('is byte for byte the example of RFC 8291', () => {
    const secrets = { privateKey: bytes(example.privateKey), salt: bytes(example.salt) };
    expect(encryptPush(Buffer.from(example.plain), example, secrets).toString('base64url')).toBe(example.body);
  });

  it('opens with the keys of the browser, whatever its content', () => {
    const browser = createECDH('prime256v1');
    browser.generateKeys();
    const content = fc.uint8Array({ maxLength: 400 });
    const secret = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(content, secret, secret, (plain, auth, salt) => {
        const sender = createECDH('prime256v1');
        sender.generateKeys();
        const keys = { p256dh: browser.getPublicKey('base64url'), auth: Buffer.from(auth).toString('base64url') };
        const body = encryptPush(Buffer.from(plain), keys, { privateKey: sender.getPrivateKey(), salt: Buffer.from(salt) });
        expect(openPush(body, browser.getPrivateKey(), Buffer.from(auth))).toEqual(Buffer.from(plain));
      }),
      { numRuns: 25 },
    );
  });

  it('is not made of more than a push service must take', () => {
    const secrets = { privateKey: bytes(example.privateKey), salt: bytes(example.salt) };
    expect(encryptPush(Buffer.alloc(mostContentBytes), example, secrets)).toHaveLength(4096);
    expect(() => encryptPush(Buffer.alloc(mostContentBytes + 1), example, secrets)).toThrow('at most 3993 bytes');
  });
});

describe('the header of who sends', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  it('holds a token for the origin of the push service alone, signed by the key that stands beside it', () => {
    for (let n = 0; n < 20; n += 1) {
      const keys = newVapidKeys();
      const header = vapidHeader('https://push.services.mozilla.com/wpush/v2/abc', keys, 'mailto:desk@example.com', now);
      const [, token = '', key] = /^vapid t=([^,]+), k=(\S+)$/.exec(header) ?? [];
      const [head = '', claims = '', signature = ''] = token.split('.');
      expect(JSON.parse(bytes(head).toString())).toEqual({ typ: 'JWT', alg: 'ES256' });
      expect(JSON.parse(bytes(claims).toString())).toEqual({
        aud: 'https://push.services.mozilla.com',
        exp: now.getTime() / 1000 + 43_200,
        sub: 'mailto:desk@example.com',
      });
      expect(key).toBe(keys.publicKey);
      const point = bytes(keys.publicKey);
      const half = (from: number) => point.subarray(from, from + 32).toString('base64url');
      const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: half(1), y: half(33) }, format: 'jwk' });
      const isGood = verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes(signature));
      expect(isGood).toBe(true);
    }
  });
});
