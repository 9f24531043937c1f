import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { noWords, readArguments } from './read-arguments.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'bring the database up to date',
  help: `Usage: npm run waybill -- migrate [--json]

Applies the migrations that the database lacks, as each start of the desk does. A desk that runs has applied its own.

  --json  one line: {"applied":["0001_foundation.sql", …]}
  --help  this text`,
  run: async (args, { out, note, desk }) => {
    const { values, words } = readArguments(args, {});
    noWords(words);
    const { own } = await desk();
    const applied = own?.applied ?? [];
    if (!own) note('The desk runs: it applied its migrations when it started.');
    if (values.json) out(JSON.stringify({ applied }));
    else out(applied.length === 0 ? 'Nothing to apply.' : applied.map((name) => `applied ${name}`).join('\n'));
    return exitCodes.ok;
  },
};
