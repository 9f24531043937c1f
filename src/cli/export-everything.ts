import path from 'node:path';
import { type Command, UsageError } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { oneWord, readArguments } from './read-arguments.ts';

export const exportEverything: Command = {
  name: 'export',
  summary: 'write everything in open formats: CSV and JSON lines',
  help: `Usage: npm run waybill -- export <folder> [--personal --purpose <words>] [--json]

Writes every table as of one instant as CSV (UTF-8, with a header) and as JSON lines into an empty folder, and a
manifest.json with rows, bytes and SHA-256 of each file. Secrets, keys, sealed data and keyed hashes are left out and
named in the manifest. The desk may run meanwhile. It is no backup: it cannot be restored.

  --personal         also personal.jsonl: names and addresses of buyers, opened through the vault. Each read is logged
                     with your purpose; the files are then personal data that nobody purges for you
  --purpose <words>  why, for that log
  --json             one line: {"folder","files":[{"file","table","format","rows","bytes","sha256"}],"leftOut":[…],"personal"}
  --help             this text`,
  run: async (args, { out, note, config }) => {
    const { values, words } = readArguments(args, { personal: { type: 'boolean' }, purpose: { type: 'string' } });
    const folder = path.resolve(config().calledFrom, oneWord(words, 'folder'));
    const { personal = false, purpose = '' } = values;
    if (personal && purpose.trim().length < 3)
      throw new UsageError('--personal needs --purpose <words>: every read of personal data says why');
    const { exportAll } = await import('#src/upkeep/index.ts');
    const done = await exportAll(config(), folder, { personal, purpose: purpose.trim() });
    if (values.json) out(JSON.stringify(done));
    else
      out(
        `${done.files.length} files and manifest.json in ${done.folder}${personal ? `, with the personal data of ${done.personal} orders` : ''}`,
      );
    if (!personal)
      note(`Left out: ${done.leftOut.length} tables and columns, named in the manifest; personal data of buyers comes with --personal.`);
    return exitCodes.ok;
  },
};
