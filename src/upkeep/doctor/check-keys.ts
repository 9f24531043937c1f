import type { Config } from '#src/config.ts';
import { withOwner } from '#src/platform/backup/write-backup.ts';
import type { Connection } from '#src/platform/connection.ts';
import { localRoot } from '#src/platform/keys/root-key.ts';
import { decodeMasterKey, findMasterKey } from '#src/platform/master-key.ts';
import { rootNames } from '#src/platform/server-facts.ts';
import { type Finding, fail, findings, ok, type Verdict, warn } from './finding.ts';

/** Whether the master key is here and is the one that the keys in the database are wrapped by. */
export async function checkKeys(config: Config, connection: Connection): Promise<Finding[]> {
  const wanted = await withOwner(connection, rootNames);
  return findings('keys', { 'master key': await verdictOf(config, wanted) });
}

async function verdictOf(config: Config, wanted: readonly string[]): Promise<Verdict> {
  const here = config.keyCommand ? 'command' : await nameHere(config);
  if (wanted.length === 0) return here === undefined ? ok('none yet: the first start makes it') : ok('here; nothing is sealed yet');
  if (here === undefined)
    return fail(`missing: the database wants ${wanted.join(', ')}`, 'Put master.key back into the data folder, or set WAYBILL_MASTER_KEY.');
  if (!wanted.includes(here))
    return fail(
      `another one: here is ${here}, the database wants ${wanted.join(', ')}`,
      'Put the right key in its place, or give it once as WAYBILL_MASTER_KEY_BEFORE.',
    );
  return wanted.length === 1
    ? ok(`here, and the one that the database wants (${here})`)
    : warn(
        `here, but some keys are still wrapped by ${wanted.filter((name) => name !== here).join(', ')}`,
        'Keep the old key until the next start has wrapped them anew.',
      );
}

async function nameHere({ dataDir, masterKey }: Config): Promise<string | undefined> {
  const key = masterKey === undefined ? await findMasterKey(dataDir) : decodeMasterKey(masterKey, 'WAYBILL_MASTER_KEY');
  return key && localRoot(key).name;
}
