import { readConfig } from '#src/config.ts';
import { exitCodes } from './exit-codes.ts';
import { runCommand } from './run-command.ts';

/** The first Ctrl+C lets what is under way end in order, the second does not wait for it. */
function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  const stopped = () => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    process.stderr.write('\nStopping …\n');
    stop.abort();
  };
  process.on('SIGINT', stopped);
  process.on('SIGTERM', stopped);
  return stop.signal;
}

// A reader that has seen enough (`… | head`) closes the pipe: that is no error.
process.stdout.on('error', () => process.exit(exitCodes.ok));

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  config: () => readConfig(),
  stopped: stopOnSignals(),
});
