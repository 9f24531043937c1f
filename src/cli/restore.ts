import path from 'node:path';
import type { RestoreDone } from '#src/upkeep/index.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { oneWord, readArguments } from './read-arguments.ts';

const aboutKey: Record<RestoreDone['key'], string> = {
  fits: 'The master key here opens what is sealed in it.',
  restored: 'The master key came with it and stands in the data folder.',
  missing:
    'The master key is missing here: put it into the data folder as master.key (mode 0600), or set WAYBILL_MASTER_KEY, before the start.',
  other:
    'The master key here is ANOTHER one: personal data and credentials do not open with it. Put the right one in its place before the start.',
};

export const restore: Command = {
  name: 'restore',
  summary: 'put a backup into an empty database',
  help: `Usage: npm run waybill -- restore <file> [--check] [--json]

Puts a backup into the database of this configuration (DATABASE_URL, or the embedded one of WAYBILL_DATA_DIR), which must
be empty: nothing is overwritten. Every hash and count is compared, and migrations that have come since are applied.
The passphrase is that of WAYBILL_BACKUP_PASSPHRASE or of the file named by WAYBILL_BACKUP_PASSPHRASE_FILE.

  --check  restore it into a database of its own to try it, and drop that again; the desk may run meanwhile
  --json   one line: {"takenAt","version","tables","rows","migrated":[…],"key","masterKeys":[…]}
  --help   this text

1 is answered when all is restored but the master key for it is not here.`,
  run: async (args, { out, note, config }) => {
    const { values, words } = readArguments(args, { check: { type: 'boolean' } });
    const file = path.resolve(config().calledFrom, oneWord(words, 'file'));
    const { restore: restoreInto } = await import('#src/upkeep/index.ts');
    const done = await restoreInto(config(), file, { check: values.check ?? false });
    if (values.json) out(JSON.stringify(done));
    else {
      const where = values.check ? 'restored to try it: whole' : 'restored';
      out(
        `${done.rows} rows of ${done.tables} tables of ${done.takenAt} (Waybill ${done.version}) ${where}; ${done.migrated.length} migrations since`,
      );
    }
    note(aboutKey[done.key]);
    return done.key === 'fits' || done.key === 'restored' ? exitCodes.ok : exitCodes.found;
  },
};
