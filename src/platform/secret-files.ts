import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** What may come from a file instead: `<NAME>_FILE` is its path, as containers and systemd hand out secrets. */
export const secretNames = [
  'DATABASE_URL',
  'WAYBILL_MASTER_KEY',
  'WAYBILL_MASTER_KEY_BEFORE',
  'WAYBILL_BACKUP_PASSPHRASE',
  'WAYBILL_SMTP_URL',
  'WAYBILL_OIDC_CLIENT_SECRET',
  'WAYBILL_LWA_CLIENT_ID',
  'WAYBILL_LWA_CLIENT_SECRET',
  'WAYBILL_LWA_REFRESH_TOKEN',
] as const;

/** The environment with the secrets of files in their place. `wrong` is told of files that cannot be read, never what they hold. */
export function withSecretFiles(env: Environment, wrong: (field: string, message: string) => void): Environment {
  const read = secretNames.flatMap((name) => {
    const file = env[`${name}_FILE`]?.trim();
    if (!file) return [];
    if (env[name]?.trim()) {
      wrong(`${name}_FILE`, `stands beside ${name}: give one of the two`);
      return [];
    }
    try {
      return [[name, readFileSync(file, 'utf8').trim()] as const];
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
      wrong(`${name}_FILE`, `names a file that cannot be read (${why})`);
      return [];
    }
  });
  return read.length === 0 ? env : { ...env, ...Object.fromEntries(read) };
}
