import path from 'node:path';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { oneWord, readArguments } from './read-arguments.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'write an encrypted backup of everything, and read it back',
  help: `Usage: npm run waybill -- backup <file or folder> [--with-key] [--check] [--json]

Writes the whole database as of one instant into one file, encrypted with the passphrase of WAYBILL_BACKUP_PASSPHRASE
or of the file named by WAYBILL_BACKUP_PASSPHRASE_FILE, and reads it back. The desk may run meanwhile. In a folder the
file gets a name with its time (UTC). WAYBILL_BACKUP_DIR has this done every day by the desk itself.

  --with-key  put the master key into it too. Without it keep <data>/master.key elsewhere: personal data and credentials
              in the backup are sealed with it
  --check     restore it into a database of its own to try it, and drop that again
  --json      one line: {"file","bytes","tables","rows","withKey","checked"}
  --help      this text`,
  run: async (args, { out, note, config }) => {
    const { values, words } = readArguments(args, { 'with-key': { type: 'boolean' }, check: { type: 'boolean' } });
    const word = oneWord(words, 'file or folder');
    const target = /[\\/]$/.test(word) ? `${path.resolve(config().calledFrom, word)}/` : path.resolve(config().calledFrom, word);
    const { backUp } = await import('#src/upkeep/index.ts');
    const done = await backUp(config(), target, { withKey: values['with-key'] ?? false, check: values.check ?? false });
    if (values.json) out(JSON.stringify(done));
    else
      out(`${done.file}: ${done.rows} rows of ${done.tables} tables, ${done.bytes} bytes, read back${done.checked ? ' and restored' : ''}`);
    if (!done.withKey) note('The master key is not in it: keep it elsewhere, and not beside the backup.');
    return exitCodes.ok;
  },
};
