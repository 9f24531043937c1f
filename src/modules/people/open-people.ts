import type { Clock } from '#src/kernel/clock.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import { createAuth, type Oidc } from './auth.ts';
import { ensureDemoOwner } from './first-owner.ts';
import type { PeopleDeps } from './people-deps.ts';
import { keepSecret } from './store.ts';

export type OpenPeople = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  newToken: () => string;
  publicUrl: string | undefined;
  oidc: Oidc | undefined;
  demo: boolean;
};

/** Everything that signing in needs; the secret that signs cookies is made at the first start. */
export async function openPeople({ publicUrl, oidc, ...base }: OpenPeople): Promise<PeopleDeps> {
  const { database, sealing, newToken, demo } = base;
  const secret = await database.write([], (tx) => keepSecret(tx, 'cookies', sealing.seal(Buffer.from(newToken()), 'sign-in')));
  if (demo) await ensureDemoOwner(base);
  const auth = createAuth({ database, secret: sealing.open(secret, 'sign-in').toString('utf8'), publicUrl, oidc });
  return { ...base, auth, oidcName: oidc?.name };
}
