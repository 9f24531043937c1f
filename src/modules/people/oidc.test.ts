import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { type IdentityProvider, startIdentityProvider } from '../../../tests/support/identity-provider.ts';
import { callerFrom, cookieOf, goodPassword, openTestPeople } from '../../../tests/support/people.ts';
import { beginOidc, endOidc, firstOwnerPath, followLink, knownByCookie, type PeopleDeps } from './index.ts';

const publicUrl = 'https://desk.example.com';
const email = 'ana@example.com';
let desk: TestDesk;
let provider: IdentityProvider;
let people: PeopleDeps;
beforeAll(async () => {
  [desk, provider] = await Promise.all([testDesk(), startIdentityProvider('desk')]);
  const oidc = { name: 'House', issuer: provider.issuer, clientId: 'desk', clientSecret: 'secret' };
  people = await openTestPeople(desk, { publicUrl, oidc });
  const path = await firstOwnerPath(people);
  await followLink(people, callerFrom(), { token: path?.split('#')[1] ?? '', name: 'Ana', email, password: goodPassword });
});
afterAll(async () => {
  await desk?.close();
  await provider?.close();
});

/** The way of a browser: from the desk to the provider and back. */
async function goRound(): Promise<string> {
  const begun = await beginOidc(people, callerFrom());
  expect(new URL(begun.to).searchParams.get('redirect_uri')).toBe(`${publicUrl}/api/auth/callback/oidc`);
  const back = await fetch(begun.to, { redirect: 'manual' });
  const ended = await endOidc(people, callerFrom('192.0.2.7', cookieOf(begun.cookies)), back.headers.get('location') ?? '');
  expect(ended.to).toBe('/');
  return cookieOf(ended.cookies);
}

describe('signing in by an identity provider', () => {
  it('lets in a person of this desk whose address it has verified, again and again', async () => {
    provider.next = { sub: 'u-1', email, email_verified: true };
    expect(await knownByCookie(people, await goRound())).toMatchObject({ id: 'owner', name: 'Ana' });
    expect(await knownByCookie(people, await goRound())).toMatchObject({ id: 'owner', name: 'Ana' });
  });

  it('lets nobody else in and makes nobody known', async () => {
    provider.next = { sub: 'u-2', email: 'eve@example.com', email_verified: true };
    await expect(goRound()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
    const rows = await desk.database.read([], (db) => db.query<{ id: string }>({ text: 'SELECT p.id FROM person p' }));
    expect(rows).toEqual([{ id: 'owner' }]);
  });

  it('does not believe an address that the provider has not verified', async () => {
    provider.next = { sub: 'u-3', email, email_verified: false };
    await expect(goRound()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
  });

  it('does not take an answer that this browser has not asked for', async () => {
    provider.next = { sub: 'u-1', email, email_verified: true };
    const begun = await beginOidc(people, callerFrom());
    const back = await fetch(begun.to, { redirect: 'manual' });
    const ended = endOidc(people, callerFrom('192.0.2.7', undefined), back.headers.get('location') ?? '');
    await expect(ended).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
  });

  it('keeps no token of the provider as it is', async () => {
    const rows = await desk.database.read([], (db) =>
      db.query<{ token: string | null }>({ text: `SELECT i.access_token AS token FROM person_identity i WHERE i.provider = 'oidc'` }),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.token).not.toBe('access');
  });
});
