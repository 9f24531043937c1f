import { z } from 'zod';
import { keysView } from '#src/modules/privacy/contract.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { shortTime, tableLines } from './print-table.ts';
import { noWords, readArguments } from './read-arguments.ts';

const path = '/api/v1/encryption-keys';

export const keysRotate: Command = {
  name: 'keys rotate',
  summary: 'make a new version of the key that protects personal data and secrets',
  help: `Usage: npm run waybill -- keys rotate [--json]

Makes the next version of the desk's key. A minute later the desk seals by it, and the due work "keys" brings everything under
it, batch by batch, while the desk goes on; what an older version sealed can be read all the time. See docs/privacy.md.

  --json  one line: {"version":2}
  --help  this text`,
  run: async (args, { out, note, desk }) => {
    const { values, words } = readArguments(args, {});
    noWords(words);
    const target = await desk();
    const made = await target.ask(z.object({ version: z.int() }), { method: 'POST', path: `${path}/rotate` });
    out(values.json ? JSON.stringify(made) : `version ${made.version} takes over`);
    if (target.own) note('No desk runs here: the new version takes over when one does.');
    return exitCodes.ok;
  },
};

export const keys: Command = {
  name: 'keys',
  summary: 'list the versions of the key that protects personal data and secrets',
  help: `Usage: npm run waybill -- keys [--json]

The versions of the desk's key, the newest first, and how many things each has taken over.

  --json  one line: {"root":"file","items":[…]}
  --help  this text

Times are UTC.`,
  run: async (args, { out, note, desk }) => {
    const { values, words } = readArguments(args, {});
    noWords(words);
    const found = await (await desk()).ask(keysView, { path });
    if (values.json) out(JSON.stringify(found));
    else {
      const rows = found.items.map((key) => [
        String(key.version),
        key.state,
        shortTime(key.madeAt),
        key.madeBy,
        String(key.moved),
        shortTime(key.finishedAt),
      ]);
      for (const line of tableLines(['version', 'state', 'made', 'by', 'taken over', 'finished'], rows)) out(line);
      note(`The master key comes from: ${found.root ?? 'this process'}.`);
    }
    return exitCodes.ok;
  },
};
