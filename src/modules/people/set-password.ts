import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { AppError } from '#src/kernel/app-error.ts';
import type { Db } from '#src/platform/db.ts';
import { passwordFault } from './password-rules.ts';
import { lastPasswords } from './views.ts';

/** So many passwords back, none may be used again. */
const remembered = 10;

/**
 * Checks a new password and gives what is stored of it. `personId` is absent for somebody new. Outside a transaction: hashing
 * takes its time. Throws PASSWORD_REFUSED.
 */
export async function newPassword(db: Db, password: string, known: readonly string[], personId?: string): Promise<string> {
  const fault = passwordFault(password, known);
  if (fault) throw refused(fault);
  for (const hash of personId === undefined ? [] : await lastPasswords(db, personId, remembered))
    if (await verifyPassword({ hash, password })) throw refused(`is one of your last ${remembered}`);
  return hashPassword(password);
}

const refused = (message: string) =>
  new AppError('PASSWORD_REFUSED', `the password ${message}`, { problems: [{ field: 'password', message }] });
