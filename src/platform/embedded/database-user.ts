import { chown, lchown, opendir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#src/kernel/app-error.ts';
import { type DatabaseUser, runProgram } from './run-program.ts';

const usualNobody = 65534;

/**
 * Who runs the server. PostgreSQL refuses root, so root hands over to the owner of an existing cluster, or to `nobody`
 * for a new one; anybody else runs it himself. Throws DATABASE_UNAVAILABLE when the cluster belongs to somebody else.
 */
export async function databaseUser(cluster: string | undefined): Promise<DatabaseUser> {
  const me = process.geteuid?.();
  if (me === undefined) return undefined;
  const owner = cluster === undefined ? undefined : await stat(cluster);
  if (me !== 0) {
    if (owner && owner.uid !== me)
      throw new AppError(
        'DATABASE_UNAVAILABLE',
        `the database folder ${cluster} belongs to the user with id ${owner.uid}, but Waybill runs as ${me}: start it as that user or as root, or run chown -R ${me} on the folder`,
      );
    return undefined;
  }
  if (!owner) return nobody();
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  // A restored or copied folder: root may not run it, so it becomes nobody's like a new one.
  const user = await nobody();
  await giveTo(cluster ?? '', user);
  return user;
}

/** True when the user can enter the folder. It is tried, not computed: access lists and containers have their own rules. */
export async function canEnter(folder: string, user: DatabaseUser): Promise<boolean> {
  if (!user) return true;
  const { code } = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], user);
  return code === 0;
}

async function nobody(): Promise<{ uid: number; gid: number }> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, , uid, gid] = /^nobody:.*$/m.exec(passwd)?.[0].split(':') ?? [];
  return { uid: Number(uid ?? usualNobody) >>> 0, gid: Number(gid ?? usualNobody) >>> 0 };
}

async function giveTo(folder: string, user: { uid: number; gid: number }): Promise<void> {
  await chown(folder, user.uid, user.gid);
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await giveTo(path, user);
    else await lchown(path, user.uid, user.gid);
  }
}
