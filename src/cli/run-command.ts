import type { Config } from '#src/config.ts';
import { AppError } from '#src/kernel/app-error.ts';
import { errorCodes } from '#src/kernel/error-codes.ts';
import { accounts } from './accounts.ts';
import { apiKeyCreate } from './api-key.ts';
import { backup } from './backup.ts';
import { type Command, UsageError } from './command.ts';
import { doctor } from './doctor.ts';
import { exitCodes, exitHelp } from './exit-codes.ts';
import { exportEverything } from './export-everything.ts';
import { importConfirmations } from './import-confirmations.ts';
import { importListings } from './import-listings.ts';
import { importOrders } from './import-orders.ts';
import { importStock } from './import-stock.ts';
import { keys, keysRotate } from './keys.ts';
import { ledger } from './ledger.ts';
import { migrate } from './migrate.ts';
import { notifications } from './notifications.ts';
import { orders } from './orders.ts';
import { parallel } from './parallel.ts';
import { parallelList } from './parallel-list.ts';
import { parallelOff, parallelOn } from './parallel-mode.ts';
import { people, peopleLink } from './people.ts';
import { compliance, privacyScan } from './privacy.ts';
import { type Desk, reachDesk } from './reach-desk.ts';
import { replay } from './replay.ts';
import { restore } from './restore.ts';
import { status } from './status.ts';
import { stock } from './stock.ts';
import { sync } from './sync.ts';
import { tracking } from './tracking.ts';
import { where } from './where.ts';
import { writes } from './writes.ts';

export const commands: readonly Command[] = [
  status,
  accounts,
  peopleLink,
  people,
  apiKeyCreate,
  orders,
  where,
  ledger,
  // The longer names first: a command is found by its first words.
  parallelOn,
  parallelOff,
  parallelList,
  parallel,
  importOrders,
  importConfirmations,
  importListings,
  importStock,
  stock,
  writes,
  sync,
  notifications,
  replay,
  tracking,
  compliance,
  privacyScan,
  keysRotate,
  keys,
  migrate,
  doctor,
  backup,
  restore,
  exportEverything,
];

export type Outside = { out(line: string): void; note(line: string): void; config(): Config; stopped: AbortSignal };

/** Finds the command by its words, runs it, leaves the desk, and turns whatever happened into an exit code. */
export async function runCommand(argv: readonly string[], outside: Outside): Promise<number> {
  const { out, note, stopped } = outside;
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => argv[index] === word));
  const wantsHelp = helpAmong(argv);
  if (!command) {
    if (wantsHelp || argv[0] === 'help') {
      out(overview(argv[0]));
      return exitCodes.ok;
    }
    if (argv.length > 0) note(`${argv.slice(0, 2).join(' ')}: there is no such command.\n`);
    note(overview(argv[0]));
    return exitCodes.usage;
  }
  if (wantsHelp) {
    out(`${command.help}\n\n${exitHelp}`);
    return exitCodes.ok;
  }
  let reached: Promise<Desk> | undefined;
  let config: Config | undefined;
  const context = {
    ...outside,
    config: () => (config ??= outside.config()),
    desk: () => (reached ??= reachDesk(context.config(), note, stopped)),
  };
  try {
    return await command.run(argv.slice(command.name.split(' ').length), context);
  } catch (error) {
    return explained(error, command, note, stopped);
  } finally {
    const desk = await reached?.catch(() => undefined);
    await desk?.close();
  }
}

/** Behind a double dash everything is a word of the command's own. */
const helpAmong = (argv: readonly string[]): boolean => {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end).some((word) => word === '--help' || word === '-h');
};

function explained(error: unknown, { help }: Command, note: (line: string) => void, stopped: AbortSignal): number {
  if (stopped.aborted) return exitCodes.interrupted;
  if (error instanceof UsageError) {
    note(`${error.message}\n\n${help}\n\n${exitHelp}`);
    return exitCodes.usage;
  }
  if (!(error instanceof AppError)) {
    note(`Something broke: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown reason'}`);
    return exitCodes.broken;
  }
  note(`${error.message}\n${errorCodes[error.code].remedy} (${error.code})`);
  if (error.code === 'INVALID_CONFIG') return exitCodes.usage;
  if (error.code.startsWith('DATABASE_')) return exitCodes.unreachable;
  return errorCodes[error.code].fault === 'caller' ? exitCodes.refused : exitCodes.broken;
}

/** All commands, or those that begin with the same word. */
function overview(first: string | undefined): string {
  const same = commands.filter(({ name }) => name.split(' ')[0] === first);
  const shown = same.length > 0 ? same : commands;
  const width = Math.max(...shown.map(({ name }) => name.length));
  return [
    'Usage: npm run waybill -- <command> [options]',
    '',
    ...shown.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Every command explains itself with --help and prints its data as one line of JSON with --json. A command goes',
    'through the desk that runs on the data folder (WAYBILL_DATA_DIR), and starts the database itself where none runs.',
    '',
    exitHelp,
  ].join('\n');
}
