import { keyMade } from '#src/modules/people/contract.ts';
import { type Command, UsageError } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { readArguments } from './read-arguments.ts';

export const apiKeyCreate: Command = {
  name: 'api-key create',
  summary: 'make a key with which a program asks the API',
  help: `Usage: npm run waybill -- api-key create <name> [--scopes <permissions>] [--days <n>] [--json]

The key belongs to the desk's first owner and is printed once. The page "API keys" lists it and revokes it.

  --scopes  permissions with commas between; orders.read unless told otherwise. GET /api/v1/roles lists them all
  --days    how long it works, 365 at most; 90 unless told otherwise
  --json    one line: {"id","key"}
  --help    this text`,
  run: async (args, { out, desk }) => {
    const { values, words } = readArguments(args, { scopes: { type: 'string' }, days: { type: 'string' } });
    const [name, ...more] = words;
    if (name === undefined || more.length > 0) throw new UsageError('api-key create: give the key one name');
    const days = String(values['days'] ?? '90');
    if (!/^\d{1,3}$/.test(days)) throw new UsageError('--days must be a whole number of days');
    const scopes = String(values['scopes'] ?? 'orders.read').split(',');
    const content = JSON.stringify({ name, scopes, accounts: null, days: Number(days) });
    const made = await (await desk()).ask(keyMade, { method: 'POST', path: '/api/v1/keys', body: { type: 'application/json', content } });
    out(values.json ? JSON.stringify(made) : made.key);
    return exitCodes.ok;
  },
};
