import path from 'node:path';
import { AppError, type Problem } from '#src/kernel/app-error.ts';
import { type BackupConfig, readBackupConfig } from '#src/platform/backup/backup-config.ts';
import { type InsightConfig, readInsightConfig } from '#src/platform/insight-config.ts';
import type { KeyCommand } from '#src/platform/keys/run-key-command.ts';
import { type LogLevel, logLevels } from '#src/platform/log.ts';
import { type MailConfig, readMailConfig } from '#src/platform/mail-config.ts';
import { withSecretFiles } from '#src/platform/secret-files.ts';

/** Everything that the environment decides, read once. docs/running.md describes each variable. */
export type Config = Readonly<{
  port: number;
  host: string;
  /** Where people open the desk when that is not this machine, without a slash at its end. */
  publicUrl: string | undefined;
  oidc: OidcProvider | undefined;
  dataDir: string;
  databaseUrl: string | undefined;
  /** undefined: a demo account is made while no account exists. */
  demo: boolean | undefined;
  /** Every account may only be read, whatever is chosen for it. */
  readOnly: boolean;
  /** Webhooks may go to private addresses and without TLS. */
  privateWebhooks: boolean;
  logLevel: LogLevel;
  masterKey: string | undefined;
  /** The master key from before, for the one start that wraps the keys of the desk by another one. */
  masterKeyBefore: string | undefined;
  /** A program that wraps and unwraps the keys of the desk instead of a master key here; and the one from before. */
  keyCommand: KeyCommand | undefined;
  keyCommandBefore: KeyCommand | undefined;
  backup: BackupConfig;
  mail: MailConfig | undefined;
  insight: InsightConfig;
  /** Root may run the desk for real: in a container whose root is nobody outside. */
  allowRoot: boolean;
  amazon: AmazonCredentials | undefined;
  /** `simulator` runs the simulator elsewhere: its address. Otherwise it is started beside the desk when needed. */
  simulatorUrl: string | undefined;
  only: 'all' | 'web' | 'worker';
  /** Started by npm, which may be killed without a word to us. */
  underNpm: boolean;
  /** The folder in which the person called a command: npm starts it in its own. */
  calledFrom: string;
}>;

export type AmazonCredentials = Readonly<{
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  region: 'NA' | 'EU' | 'FE';
  sellerId: string | undefined;
}>;

/** A provider of identities (OpenID Connect) that people may sign in with. */
export type OidcProvider = Readonly<{ name: string; issuer: string; clientId: string; clientSecret: string }>;

export type Environment = Readonly<Record<string, string | undefined>>;

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Reads the environment and the arguments of the start. Throws INVALID_CONFIG that lists every problem at once:
 * the variable, the form of its value and what is accepted; never the value of a secret.
 */
export function readConfig(given: Environment = process.env, args: readonly string[] = []): Config {
  const problems: Problem[] = [];
  const wrong = (field: string, message: string) => void problems.push({ field, message });
  const env = withSecretFiles(given, wrong);
  const text = (name: string) => (env[name]?.trim() === '' ? undefined : env[name]?.trim());

  const port = text('PORT') ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) wrong('PORT', 'must be a whole number from 0 to 65535; 0 takes a free port');

  const host = text('HOST') ?? '127.0.0.1';
  const publicUrl = text('WAYBILL_PUBLIC_URL');
  if (publicUrl !== undefined && !isOrigin(publicUrl))
    wrong('WAYBILL_PUBLIC_URL', 'must be where people open the desk, without a path: https://desk.example.com');
  if (!loopback.has(host) && publicUrl === undefined)
    wrong(
      'HOST',
      'opens the desk to other machines: set WAYBILL_PUBLIC_URL to the address that people open, such as https://desk.example.com',
    );
  const oidc = oidcProvider(text, wrong, publicUrl);

  const databaseUrl = text('DATABASE_URL');
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl))
    wrong('DATABASE_URL', 'must be an address such as postgres://user:password@host:5432/database');

  const demo = text('WAYBILL_DEMO');
  if (demo !== undefined && demo !== '0' && demo !== '1') wrong('WAYBILL_DEMO', 'must be 0 or 1');

  const readOnly = text('WAYBILL_READ_ONLY');
  if (readOnly !== undefined && readOnly !== '0' && readOnly !== '1') wrong('WAYBILL_READ_ONLY', 'must be 0 or 1');

  const privateWebhooks = text('WAYBILL_WEBHOOKS_PRIVATE');
  if (privateWebhooks !== undefined && privateWebhooks !== '0' && privateWebhooks !== '1')
    wrong('WAYBILL_WEBHOOKS_PRIVATE', 'must be 0 or 1');

  const allowRoot = text('WAYBILL_ALLOW_ROOT');
  if (allowRoot !== undefined && allowRoot !== '0' && allowRoot !== '1') wrong('WAYBILL_ALLOW_ROOT', 'must be 0 or 1');

  const backup = readBackupConfig(text, wrong);
  const mail = readMailConfig(text, wrong);
  const insight = readInsightConfig(text, wrong);

  const level = text('LOG_LEVEL') ?? 'info';
  if (!isLogLevel(level)) wrong('LOG_LEVEL', `must be one of ${logLevels.join(', ')}`);

  const simulatorUrl = text('WAYBILL_SIMULATOR_URL');
  if (simulatorUrl !== undefined && !/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+\/?$/.test(simulatorUrl))
    wrong('WAYBILL_SIMULATOR_URL', 'must be a loopback address such as http://127.0.0.1:4600');

  const amazon = amazonCredentials(text, wrong);

  const only = args.find((arg) => arg.startsWith('--only='))?.slice(7) ?? 'all';
  if (!isPart(only)) wrong('--only', 'must be web or worker');
  if (only !== 'all' && databaseUrl === undefined)
    wrong('DATABASE_URL', 'is needed with --only=web and --only=worker: the parts share one database');
  for (const arg of args)
    if (!arg.startsWith('--only=')) wrong(arg, 'is not an option of the start; there is only --only=web and --only=worker');

  const keyCommand = keyCommandOf('WAYBILL_KEY_COMMAND', env, wrong);
  const keyCommandBefore = keyCommandOf('WAYBILL_KEY_COMMAND_BEFORE', env, wrong);

  if (problems.length > 0)
    throw new AppError(
      'INVALID_CONFIG',
      `the configuration is not valid:\n${problems.map((p) => `  ${p.field} ${p.message}`).join('\n')}`,
      { problems },
    );
  return Object.freeze({
    port: Number(port),
    host,
    publicUrl: publicUrl === undefined || !isOrigin(publicUrl) ? undefined : new URL(publicUrl).origin,
    oidc,
    dataDir: path.resolve(text('WAYBILL_DATA_DIR') ?? 'data'),
    databaseUrl,
    demo: demo === undefined ? undefined : demo === '1',
    readOnly: readOnly === '1',
    privateWebhooks: privateWebhooks === '1',
    logLevel: level as LogLevel,
    masterKey: text('WAYBILL_MASTER_KEY'),
    masterKeyBefore: text('WAYBILL_MASTER_KEY_BEFORE'),
    keyCommand,
    keyCommandBefore,
    backup,
    mail,
    insight,
    allowRoot: allowRoot === '1',
    amazon,
    simulatorUrl: simulatorUrl?.replace(/\/$/, ''),
    only: only as Config['only'],
    underNpm: env.npm_lifecycle_event !== undefined,
    calledFrom: path.resolve(text('INIT_CWD') ?? '.'),
  });
}

const names = {
  clientId: 'WAYBILL_LWA_CLIENT_ID',
  clientSecret: 'WAYBILL_LWA_CLIENT_SECRET',
  refreshToken: 'WAYBILL_LWA_REFRESH_TOKEN',
} as const;

function amazonCredentials(
  text: (name: string) => string | undefined,
  wrong: (field: string, message: string) => void,
): AmazonCredentials | undefined {
  const found = Object.entries(names).map(([key, name]) => [key, name, text(name)] as const);
  const region = text('WAYBILL_REGION') ?? 'NA';
  if (region !== 'NA' && region !== 'EU' && region !== 'FE') {
    wrong('WAYBILL_REGION', 'must be NA, EU or FE');
    return undefined;
  }
  const sellerId = text('WAYBILL_SELLER_ID');
  if (sellerId !== undefined && !/^A[A-Z0-9]{8,20}$/.test(sellerId))
    wrong('WAYBILL_SELLER_ID', 'must be a merchant token such as A1B2C3D4E5F6G7');
  const missing = found.filter(([, , value]) => value === undefined);
  if (missing.length === found.length) return undefined;
  for (const [, name] of missing) wrong(name, `is missing: ${Object.values(names).join(', ')} belong together`);
  const value = (key: keyof typeof names) => found.find(([k]) => k === key)?.[2] ?? '';
  return { clientId: value('clientId'), clientSecret: value('clientSecret'), refreshToken: value('refreshToken'), region, sellerId };
}

/**
 * A program and its arguments, separated by blanks, or as JSON (`["/opt/kms wrap","--key","a b"]`) where one holds a blank.
 * No shell reads it. The program sees this environment without the secrets of Waybill.
 */
function keyCommandOf(name: string, env: Environment, wrong: (field: string, message: string) => void): KeyCommand | undefined {
  const text = env[name]?.trim();
  if (!text) return undefined;
  const words = text.startsWith('[') ? jsonWords(text) : text.split(/\s+/);
  const [file, ...args] = words ?? [];
  if (file === undefined || !path.isAbsolute(file)) {
    wrong(
      name,
      'must be the full path of a program and its arguments, or a JSON list of texts; it is called with wrap or unwrap at the end',
    );
    return undefined;
  }
  const seen = Object.entries(env).filter(([key, value]) => value !== undefined && !/^(WAYBILL_|DATABASE_URL|npm_|PG)/.test(key));
  return { file, args, env: Object.fromEntries(seen) as Record<string, string> };
}

function jsonWords(text: string): string[] | undefined {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}

function oidcProvider(
  text: (name: string) => string | undefined,
  wrong: (field: string, message: string) => void,
  publicUrl: string | undefined,
): OidcProvider | undefined {
  const [issuer, clientId, clientSecret] = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET'].map((name) => text(`WAYBILL_OIDC_${name}`));
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined;
  if (issuer === undefined || !/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(issuer))
    wrong('WAYBILL_OIDC_ISSUER', 'must be the https address of the provider');
  if (clientId === undefined) wrong('WAYBILL_OIDC_CLIENT_ID', 'is missing: issuer, client id and client secret belong together');
  if (clientSecret === undefined) wrong('WAYBILL_OIDC_CLIENT_SECRET', 'is missing: issuer, client id and client secret belong together');
  if (publicUrl === undefined) wrong('WAYBILL_PUBLIC_URL', 'is needed with WAYBILL_OIDC_ISSUER: the provider sends people back to it');
  return { name: text('WAYBILL_OIDC_NAME') ?? 'OpenID', issuer: issuer ?? '', clientId: clientId ?? '', clientSecret: clientSecret ?? '' };
}

function isOrigin(address: string): boolean {
  try {
    const { protocol, pathname, search, hash, username } = new URL(address);
    return (protocol === 'https:' || protocol === 'http:') && pathname === '/' && search === '' && hash === '' && username === '';
  } catch {
    return false;
  }
}

function isPostgresUrl(text: string): boolean {
  try {
    return ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

const isLogLevel = (text: string): text is LogLevel => (logLevels as readonly string[]).includes(text);
const isPart = (text: string): text is Config['only'] => text === 'all' || text === 'web' || text === 'worker';
