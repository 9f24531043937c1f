import { pino } from 'pino';
import { describe, withoutAddresses } from './describe-error.ts';

export { describe, plainWords } from './describe-error.ts';

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

// What must never be printed even if somebody passes it by mistake, however deep it lies and however it is spelt.
const hidden = new Set(
  [
    // secrets
    'clientSecret',
    'refreshToken',
    'accessToken',
    'password',
    'passphrase',
    'authorization',
    'cookie',
    'setCookie',
    'masterKey',
    'token',
    'secret',
    'apiKey',
    'privateKey',
    'sealed',
    'wrapped',
    'wrappedKey',
    'credentials',
    'recoveryCodes',
    'otp',
    // people and buyers
    'name',
    'firstName',
    'lastName',
    'fullName',
    'buyerName',
    'recipientName',
    'buyer',
    'buyers',
    'recipient',
    'personal',
    'person',
    'email',
    'mail',
    'buyerEmail',
    'phone',
    'phoneNumber',
    'company',
    'buyerCompany',
    'companyName',
    'address',
    'addressLine',
    'addressLine1',
    'addressLine2',
    'addressLine3',
    'line1',
    'line2',
    'line3',
    'lines',
    'street',
    'city',
    'district',
    'county',
    'postalCode',
    'zip',
    'zipCode',
    'shippingAddress',
    'deliveryAddress',
    'shipTo',
    'buyerMask',
    'giftMessage',
    'gift',
    'gifts',
    'message_to_buyer',
    'deliveryInstruction',
    'deliveryInstructions',
    'customisation',
    'customisations',
    'customization',
    'customizations',
    'taxId',
    'taxIds',
    'vatId',
    'taxRegistration',
    'other',
    'note',
    'notes',
    // whole documents: whatever is in them
    'body',
    'raw',
    'payload',
    'personalRaw',
    'facts',
    'row',
    'rows',
    'values',
    'parameters',
    'params',
    'query',
    'headers',
    'detail',
  ].map(folded),
);

function folded(key: string): string {
  return key.replaceAll(/[-_\s]/g, '').toLowerCase();
}

const deepest = 6;
const longest = 2_000;

/** A copy of a value that may be logged. */
function shown(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutAddresses(value).slice(0, longest);
  if (value instanceof Error) return describe(value);
  if (value instanceof Date) return value;
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= deepest) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((each) => shown(each, depth + 1));
  if (value instanceof Map || value instanceof Set) return `[${value.size} entries]`;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, hidden.has(folded(key)) ? '[hidden]' : shown(inner, depth + 1)]),
  );
}

/** Writes JSON lines to standard error, so that standard output stays free for what a command prints. */
export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  return pino(
    {
      level,
      base: null,
      formatters: { log: (fields) => shown(fields) as Record<string, unknown> },
      // An error that stands in the fields was described above.
      serializers: { err: (error: unknown) => error, error: (error: unknown) => error },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

/** Whether this process hides what it must: a line is written with all of it and looked at. For the compliance page. */
export function redactionHolds(): boolean {
  const lines: string[] = [];
  const log = createLog('error', { write: (line) => void lines.push(line) });
  const sample = Object.fromEntries([...hidden].map((key, at) => [key, `probe-${at}`]));
  log.error({ ...sample, deep: [{ order: { ...sample, text: 'probe@example.com' } }], error: new Error('"probe"') }, 'a probe');
  return lines.length === 1 && !/probe[-@"]/.test(lines.join('').replace('"a probe"', ''));
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
