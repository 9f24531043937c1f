import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token is good for: one seller, one grantless scope of an application, or restricted paths of one seller. */
export type TokenGrant =
  | { kind: 'seller'; account: string }
  | { kind: 'grantless'; scope: string; clientId: string }
  | { kind: 'restricted'; account: string; resources: RestrictedResource[] };

export type RestrictedResource = { method: string; path: string; dataElements: string[] };

export type TokenMint = {
  /** A token of one hour; the same grant gets another text each time. */
  issue(grant: TokenGrant, now: number): string;
  /** The grant of a token that is genuine and still good. */
  read(token: string, now: number): TokenGrant | 'expired' | 'invalid';
};

export const TOKEN_LIFE_SECONDS = 3600;

type Payload = { grant: TokenGrant; expiresAt: number; serial: number };

/** Tokens carry their own content and a signature, so they outlive a restart of the simulator. */
export function tokenMint(secret: string): TokenMint {
  let serial = 0;
  const sign = (payload: string) => createHmac('sha256', secret).update(payload).digest('base64url');
  return {
    issue(grant, now) {
      serial += 1;
      const payload = Buffer.from(JSON.stringify({ grant, expiresAt: now + TOKEN_LIFE_SECONDS * 1000, serial })).toString('base64url');
      return `${grant.kind === 'restricted' ? 'Atz.sprdt' : 'Atza'}|${payload}.${sign(payload)}`;
    },
    read(token, now) {
      const [, payload, signature] = /^(?:Atza|Atz\.sprdt)\|([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
      if (payload === undefined || signature === undefined || !same(signature, sign(payload))) return 'invalid';
      const { grant, expiresAt } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Payload;
      return now < expiresAt ? grant : 'expired';
    },
  };
}

function same(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
