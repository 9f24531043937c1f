import { AppError } from '#src/kernel/app-error.ts';
import { record } from '#src/modules/audit/index.ts';
import { askAuth, headersOf } from './call-auth.ts';
import { sessionTokenIn } from './identify.ts';
import type { Caller, PeopleDeps } from './people-deps.ts';
import { limitPlace } from './sign-in.ts';
import { endSessions, signedIn } from './store.ts';
import { tokenHash } from './token-hash.ts';
import { sessionByToken } from './views.ts';

export type Onward = { to: string; cookies: string[] };

/** Where the identity provider is asked who somebody is. */
export async function beginOidc(deps: PeopleDeps, caller: Caller): Promise<Onward> {
  if (deps.oidcName === undefined) throw new AppError('NOT_FOUND', 'this desk knows no identity provider');
  await limitPlace(deps, caller);
  const body = { provider: 'oidc', callbackURL: '/', errorCallbackURL: '/', disableRedirect: true };
  const asked = await askAuth(deps.auth.api.signInSocial({ body, headers: headersOf(caller), returnHeaders: true }));
  if (!asked.ok || asked.answer.url === undefined)
    throw new AppError('SIGN_IN_FAILED', 'the identity provider does not answer as OpenID Connect asks');
  return { to: asked.answer.url, cookies: asked.cookies };
}

/** Back from the provider. Only people of this desk come in, by the e-mail address that the provider has verified. */
export async function endOidc(deps: PeopleDeps, caller: Caller, url: string): Promise<Onward> {
  const { database, clock, auth } = deps;
  if (deps.oidcName === undefined) throw new AppError('NOT_FOUND', 'this desk knows no identity provider');
  await limitPlace(deps, caller);
  const answer = await auth.handler(new Request(url, { headers: headersOf(caller) }));
  const cookies = answer.headers.getSetCookie();
  const token = cookies.map((cookie) => sessionTokenIn(cookie.split(';')[0])).find((each) => each !== undefined);
  const known = token && (await database.read([], (db) => sessionByToken(db, tokenHash(token), clock.now())));
  const now = clock.now();
  if (!known) {
    const actor = { kind: 'nobody', id: '', place: caller.place } as const;
    await database.write([], (tx) => record(tx, now, { actor, action: 'sign-in.failed', details: { how: 'oidc' } }));
    throw new AppError('SIGN_IN_FAILED', 'the identity provider named nobody who is on this desk');
  }
  await database.write([], async (tx) => {
    if (known.demo) await endSessions(tx, known.id);
    await signedIn(tx, known.id, now);
    await record(tx, now, { actor: { kind: 'person', id: known.id, place: caller.place }, action: 'sign-in', details: { how: 'oidc' } });
  });
  return { to: '/', cookies };
}
