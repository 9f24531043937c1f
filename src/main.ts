import { AppError } from '#src/kernel/app-error.ts';
import { createLog, describe } from '#src/platform/log.ts';
import { readConfig } from './config.ts';
import { startDesk } from './start-desk.ts';

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const config = readConfig(undefined, process.argv.slice(2));
  const log = createLog(config.logLevel);
  // The default would print what an error carries, and a database error carries values.
  process.on('uncaughtException', (error) => {
    log.error({ error: describe(error) }, 'something broke; the desk ends and can be started again');
    process.exit(1);
  });
  let stopping = false;
  const uid = process.geteuid?.();
  const desk = await startDesk(config, log, uid === undefined ? {} : { uid });
  const stop = (why: string) => {
    if (stopping) return;
    stopping = true;
    say(`\n${why}: finishing what is under way …`);
    void desk.stop().then(() => {
      say('Stopped.');
      process.exit(0);
    });
  };
  process.on('SIGINT', () => stop('Ctrl+C'));
  process.on('SIGTERM', () => stop('Asked to stop'));
  if (config.underNpm) stopWithParent(() => stop('npm is gone'));
  if (desk.ownerLink)
    say(`This desk has no owner yet. Whoever opens this link becomes its owner; it works once, for a day:\n  ${desk.ownerLink}`);
  if (desk.url)
    say(
      `Waybill is ready: ${desk.url}${desk.demo ? '\nIt shows a demo shop: nothing reaches Amazon. Connect your own account on the page Accounts.' : ''}`,
    );
  else say('Waybill is at work.');
}

/** npm may be killed without a word to us; the desk must not live on unseen and hold its port and data. */
function stopWithParent(stop: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 1_000).unref();
}

main().catch((error: unknown) => {
  if (error instanceof AppError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`Waybill could not start: ${JSON.stringify(describe(error), null, 2)}\n`);
  process.exit(1);
});
