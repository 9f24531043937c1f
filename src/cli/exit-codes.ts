/** What a command's exit code means. docs/cli.md and every help text say the same. */
export const exitCodes = {
  /** Done. */
  ok: 0,
  /** It ran, and found something wrong or left something undone: rejected lines, a wrong tracking number. */
  found: 1,
  /** The command, its options or an environment variable was not understood. */
  usage: 2,
  /** Neither a desk nor its database can be reached. */
  unreachable: 3,
  /** Refused: the file cannot be read, there is no such account, the state does not allow it. */
  refused: 4,
  /** Something broke in Waybill or at Amazon. */
  broken: 5,
  /** Ctrl+C. */
  interrupted: 130,
} as const;

export const exitHelp = `Exit code: 0 done, 1 it ran and found or left problems, 2 not understood, 3 desk or database not reachable,
4 refused (file, account, state), 5 something broke, 130 interrupted. More in docs/cli.md.`;
