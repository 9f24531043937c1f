import { AppError } from '#src/kernel/app-error.ts';

/**
 * Root may start the demo, whose database then runs as `nobody`; a real shop never: a mistake in a program that listens
 * would be a mistake of root's. `uid` is that of this process, undefined where there are none (Windows). Throws RUNS_AS_ROOT.
 */
export function refuseRoot({ uid, allowed, demo }: { uid: number | undefined; allowed: boolean; demo: boolean }): void {
  if (uid !== 0 || allowed || demo) return;
  throw new AppError(
    'RUNS_AS_ROOT',
    [
      'Waybill does not run as root, only the demo shop does (its database is handed over to the user nobody then).',
      'Give it a user of its own:',
      '  useradd --system --create-home --home-dir /var/lib/waybill waybill',
      '  chown -R waybill: <the data folder>',
      '  sudo -u waybill npm start',
      'In a container whose root is nobody outside of it, set WAYBILL_ALLOW_ROOT=1.',
    ].join('\n'),
  );
}
