import { verifyPassword } from 'better-auth/crypto';
import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { record } from '#src/modules/audit/index.ts';
import type { RoleName } from './contract.ts';
import type { Caller, PeopleDeps } from './people-deps.ts';
import { limitPlace, mostWrongPasswords } from './sign-in.ts';
import { signedIn, spendTry } from './store.ts';
import { currentPassword, selectPerson } from './views.ts';

export type Voucher = { id: string; name: string; role: RoleName; accounts: readonly AccountId[] | null };

/**
 * Somebody says at another's screen who they are, to allow one thing: no session is opened. Wrong passwords are counted like
 * those of signing in. Throws PASSWORD_REFUSED, SIGN_IN_LOCKED, RATE_LIMITED.
 */
export async function vouch(deps: PeopleDeps, caller: Caller, { email, password }: { email: string; password: string }): Promise<Voucher> {
  const { database, clock } = deps;
  await limitPlace(deps, caller);
  const now = clock.now();
  const person = await database.read([], (db) => selectPerson(db, { email }));
  const until = new Date(now.getTime() + 15 * 60_000);
  const spent = person && (await database.write([], (tx) => spendTry(tx, person.email, mostWrongPasswords, now, until)));
  if (person && !spent) throw new AppError('SIGN_IN_LOCKED', 'too many wrong passwords: wait 15 minutes');
  const hash = person && (await database.read([], (db) => currentPassword(db, person.id)));
  if (!person || person.disabledAt || hash === undefined || !(await verifyPassword({ hash, password }))) {
    const actor = { kind: 'nobody' as const, id: '', place: caller.place };
    await database.write([], (tx) => record(tx, now, { actor, action: 'vouch.failed', subjects: person ? [person.id] : [] }));
    throw new AppError('PASSWORD_REFUSED', 'the e-mail address or the password is wrong', {
      problems: [{ field: 'supervisor.password', message: 'is wrong' }],
    });
  }
  await database.write([], (tx) => signedIn(tx, person.id, null));
  return { id: person.id, name: person.name, role: person.role, accounts: person.accounts };
}
