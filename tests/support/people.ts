import { type Clock, systemClock } from '#src/kernel/clock.ts';
import { type Caller, openPeople, type PeopleDeps } from '#src/modules/people/index.ts';
import { randomToken } from '#src/platform/random-token.ts';
import type { TestDesk } from './desk.ts';

export const goodPassword = 'Kiln-fired mugs 7';
export const otherPassword = 'Glaze over clay 42!';

export const openTestPeople = (
  desk: TestDesk,
  more: {
    clock?: Clock;
    demo?: boolean;
    publicUrl?: string;
    oidc?: { name: string; issuer: string; clientId: string; clientSecret: string };
  } = {},
): Promise<PeopleDeps> =>
  openPeople({
    database: desk.database,
    sealing: desk.sealing,
    clock: more.clock ?? systemClock,
    newToken: randomToken,
    publicUrl: more.publicUrl,
    oidc: more.oidc,
    demo: more.demo ?? false,
  });

export const callerFrom = (place = '192.0.2.7', cookie?: string): Caller => ({ place, cookie, browser: 'A browser' });

/** What a browser sends back of the cookies that it was given. */
export const cookieOf = (cookies: readonly string[]): string =>
  cookies
    .filter((each) => !/max-age=0/i.test(each))
    .map((each) => each.split(';')[0])
    .join('; ');
