import { pino } from 'pino';

/** Structured logging. A message is a fixed text; what varies goes into the fields. No personal data, no secrets. */
export type Log = {
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
};
export type Fields = Record<string, unknown>;

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

// What must never be printed even if somebody passes it by mistake.
const secret = [
  'clientSecret',
  'refreshToken',
  'accessToken',
  'password',
  'authorization',
  'masterKey',
  'token',
  'name',
  'buyerName',
  'buyerEmail',
  'email',
  'phone',
  'address',
  'addressLine1',
  'addressLine2',
  'addressLine3',
  'postalCode',
  'recipient',
  'buyer',
  'personal',
  'giftMessage',
  'deliveryInstruction',
  'customisations',
  'gifts',
];

/** Writes JSON lines to standard error, so that standard output stays free for what a command prints. */
export function createLog(level: LogLevel): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
      serializers: { error: (error: unknown) => describe(error) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** What may be logged of an error: its kind, code and message, and where it was thrown; never what it carries. */
export function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? { code: String(error.code) } : {};
  return { type: error.name, ...code, message: error.message, stack: error.stack?.split('\n').slice(1, 6).join('\n') };
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
