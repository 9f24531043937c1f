import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { steppedClock } from '#src/kernel/clock.ts';
import { type TestDesk, testDesk } from '../../../tests/support/desk.ts';
import { callerFrom, cookieOf, goodPassword, openTestPeople } from '../../../tests/support/people.ts';
import { firstOwnerPath, followLink, knownByCookie, type PeopleDeps, signIn, signOut } from './index.ts';
import { mostAttempts, mostWrongPasswords } from './sign-in.ts';

let desk: TestDesk;
let people: PeopleDeps;
// Real time at the start: better-auth has no other.
const clock = steppedClock(new Date());
const email = 'ana@example.com';

beforeAll(async () => {
  desk = await testDesk();
  people = await openTestPeople(desk, { clock });
  const path = await firstOwnerPath(people);
  await followLink(people, callerFrom(), { token: path?.split('#')[1] ?? '', name: 'Ana', email, password: goodPassword });
});
afterAll(() => desk?.close());

const enter = (password: string, place?: string) => signIn(people, callerFrom(place), { email, password });
let places = 0;
/** An address of its own, which no other test has used up. */
const newPlace = () => `198.51.100.${(places += 1)}`;

describe('signing in', () => {
  it('makes a session that knows the person, until it is ended', async () => {
    const { state, cookies } = await enter(goodPassword, newPlace());
    expect(state).toBe('signed-in');
    expect(cookies.join()).toMatch(/HttpOnly/i);
    expect(cookies.join()).toMatch(/SameSite=Lax/i);
    const cookie = cookieOf(cookies);
    const known = await knownByCookie(people, cookie);
    expect(known).toMatchObject({ kind: 'person', id: 'owner', name: 'Ana', role: 'owner', accounts: null });
    await signOut(people, callerFrom('x', cookie), { id: known?.sessionId ?? '', personId: 'owner' });
    expect(await knownByCookie(people, cookie)).toBeUndefined();
  });

  it('keeps no token and no password as it is', async () => {
    const { cookies } = await enter(goodPassword, newPlace());
    const token = /session_token=([^.;]+)/.exec(cookies.join())?.[1] ?? '';
    expect(token.length).toBeGreaterThan(20);
    const rows = await desk.database.read([], (db) =>
      db.query({ text: `SELECT s.token, i.password FROM person_session s, person_identity i` }),
    );
    const kept = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(0);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(goodPassword);
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const place = newPlace();
    await expect(enter('not the password 1', place)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
    await expect(signIn(people, callerFrom(place), { email: 'nobody@example.com', password: goodPassword })).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
    await enter(goodPassword, place);
  });

  it('locks after ten wrong passwords in a row, also when they come at once, and opens again with time', async () => {
    const tries = await Promise.allSettled(Array.from({ length: mostWrongPasswords + 5 }, () => enter('wrong wrong 1', newPlace())));
    const codes = tries.map((each) => (each.status === 'rejected' ? (each.reason as { code: string }).code : 'in'));
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(mostWrongPasswords - 1);
    expect(codes.filter((code) => code === 'SIGN_IN_LOCKED')).toHaveLength(6);
    await expect(enter(goodPassword, newPlace())).rejects.toMatchObject({ code: 'SIGN_IN_LOCKED' });
    clock.advance(16 * 60_000);
    expect((await enter(goodPassword, newPlace())).state).toBe('signed-in');
  });

  it('has a limit for one address, whoever it tries to be', async () => {
    const place = newPlace();
    for (let index = 0; index < mostAttempts; index += 1) {
      const look = followLink(people, callerFrom(place), { token: 'x'.repeat(43), password: goodPassword });
      await expect(look).rejects.toMatchObject({ code: 'LINK_GONE' });
    }
    await expect(enter(goodPassword, place)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect((await enter(goodPassword, newPlace())).state).toBe('signed-in');
  });

  it('uses the link of an empty desk once', async () => {
    expect(await firstOwnerPath(people)).toBeUndefined();
  });
});
