import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#src/kernel/app-error.ts';

/**
 * The 32 bytes that protect personal data and credentials: from the environment (64 hex digits or base64 of 32 bytes),
 * or from `<dataDir>/master.key`, which is made with mode 0600 at the first start. Throws MASTER_KEY.
 */
export async function loadMasterKey(dataDir: string, fromEnvironment: string | undefined): Promise<Buffer> {
  if (fromEnvironment !== undefined) return decodeMasterKey(fromEnvironment, 'WAYBILL_MASTER_KEY');
  const found = await findMasterKey(dataDir);
  if (found) return found;
  const file = fileOf(dataDir);
  await mkdir(dataDir, { recursive: true });
  // Written aside and linked into place: never half a key, and two first starts agree on one.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return decodeMasterKey(await readFile(file, 'utf8'), file);
}

const fileOf = (dataDir: string) => path.join(dataDir, 'master.key');

/** The key of the file, where there is one. */
export async function findMasterKey(dataDir: string): Promise<Buffer | undefined> {
  const file = fileOf(dataDir);
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new AppError('MASTER_KEY', `cannot read ${file}: ${error.code ?? 'unknown reason'}`, { cause: error });
  });
  return found === undefined ? undefined : decodeMasterKey(found, file);
}

/** `place` names where it stands, for the error. */
export function decodeMasterKey(given: string, place: string): Buffer {
  const text = given.trim();
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length !== 32)
    throw new AppError('MASTER_KEY', `${place} must hold 32 bytes as 64 hex digits or base64 (got ${key.length} bytes)`);
  return key;
}
