import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomToken } from '#src/platform/random-token.ts';

const fileOf = (dataDir: string) => path.join(dataDir, 'command.key');

/** The key that the commands of this machine show to the desk on this data folder; undefined when there is none to read. */
export const readLocalKey = async (dataDir: string): Promise<string | undefined> =>
  (await readFile(fileOf(dataDir), 'utf8').catch(() => '')).trim() || undefined;

/** The same, made with mode 0600 when it is missing, and made anew when others could have read it. */
export async function keepLocalKey(dataDir: string): Promise<string> {
  const file = fileOf(dataDir);
  const found = await readLocalKey(dataDir);
  const mode = await stat(file).then(
    (each) => each.mode,
    () => 0,
  );
  const isOpen = process.platform !== 'win32' && (mode & 0o077) !== 0;
  if (found && !isOpen) return found;
  await mkdir(dataDir, { recursive: true });
  const key = randomToken();
  // Written aside and moved into place: no reader ever sees half a key.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${key}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
  return key;
}
