import { createHash } from 'node:crypto';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#src/config.ts';
import { AppError } from '#src/kernel/app-error.ts';
import { systemClock } from '#src/kernel/clock.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { readPersonal } from '#src/modules/vault/index.ts';
import { vaultOrderIds } from '#src/modules/vault/questions.ts';
import { readVersion, rootsOf } from '#src/open-store.ts';
import { withOwner } from '#src/platform/backup/write-backup.ts';
import type { Database } from '#src/platform/db.ts';
import { type ExportedFile, exportTables } from '#src/platform/export/export-tables.ts';
import { createKeyring } from '#src/platform/keys/keyring.ts';
import { silentLog } from '#src/platform/log.ts';
import { reachDatabase } from './reach-database.ts';

export type ExportDone = { folder: string; files: ExportedFile[]; leftOut: string[]; personal: number | null };

const batch = 200;

/**
 * Everything in open formats, into a folder that is empty or not there: each table as CSV and JSON lines, and a manifest with
 * counts and hashes. With `personal` also the buyers' data of each order, opened through the vault, which logs who read what.
 */
export async function exportAll(config: Config, folder: string, options: { personal: boolean; purpose: string }): Promise<ExportDone> {
  const names = await readdir(folder).catch(() => []);
  if (names.length > 0) throw new AppError('CONFLICT', `the folder ${folder} is not empty: nothing is overwritten`);
  const reached = await reachDatabase(config);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { files, leftOut } = await withOwner(reached.connection, (client) => exportTables(client, folder));
    const personal = options.personal ? await exportPersonal(config, reached.database, folder, options.purpose) : undefined;
    if (personal) files.push(personal);
    const manifest = { format: 1, version: await readVersion(), takenAt: systemClock.now().toISOString(), files, leftOut };
    await writeFile(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
    return { folder, files, leftOut, personal: personal?.rows ?? null };
  } finally {
    await reached.close();
  }
}

async function exportPersonal(config: Config, database: Database, folder: string, purpose: string): Promise<ExportedFile> {
  const keyring = createKeyring({ database, clock: systemClock, log: silentLog, ...(await rootsOf(config)) });
  await keyring.reload();
  const deps = { database, sealing: keyring.sealing, clock: systemClock };
  const hash = createHash('sha256');
  const out = await open(path.join(folder, 'personal.jsonl'), 'wx', 0o600);
  let rows = 0;
  let bytes = 0;
  try {
    for (const { accountId } of await listAccounts(database)) {
      const next = (after: string) => database.read([accountId], (db) => vaultOrderIds(db, accountId, after, batch));
      for (let ids = await next(''); ids.length > 0; ids = await next(ids.at(-1) ?? '')) {
        const found = await readPersonal(deps, { accountId, orderIds: ids, reader: 'command line', purpose });
        const text = [...found].map(([orderId, personal]) => `${JSON.stringify({ accountId, orderId, ...personal })}\n`).join('');
        hash.update(text);
        bytes += Buffer.byteLength(text);
        rows += found.size;
        await out.write(text);
      }
    }
    await out.sync();
  } finally {
    await out.close();
  }
  return { file: 'personal.jsonl', table: 'personal', format: 'jsonl', rows, bytes, sha256: hash.digest('hex') };
}
