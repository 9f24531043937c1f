import type { Config } from '#src/config.ts';
import type { Desk } from './reach-desk.ts';

/** What a command works with. Standard output holds its data and nothing else. */
export type Context = {
  /** A line of data. */
  out(line: string): void;
  /** A word to the person: progress, hints. Goes to standard error. */
  note(line: string): void;
  /** The environment. Throws INVALID_CONFIG. */
  config(): Config;
  /** The running desk, or one opened for this command; reached at the first call, left when the command ends. */
  desk(): Promise<Desk>;
  /** Ctrl+C. */
  stopped: AbortSignal;
};

export type Command = {
  /** One or two words, as they are typed. */
  name: string;
  /** Half a line for the list of commands. */
  summary: string;
  /** All of `--help`, without the exit codes, which stand below every help. */
  help: string;
  /** `args`: what follows the name. Answers the exit code. */
  run(args: string[], context: Context): Promise<number>;
};

/** The arguments were not understood: the message says why, and the help follows. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
