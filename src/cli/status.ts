import { z } from 'zod';
import { findDesk } from '#src/desk-address.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { noWords, readArguments } from './read-arguments.ts';

const readiness = z.object({ ok: z.boolean(), checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })) });

export const status: Command = {
  name: 'status',
  summary: 'say whether a desk runs, where, and how it is',
  help: `Usage: npm run waybill -- status [--json]

Starts nothing.

  --json  one line: {"running","url","pid","ready","checks","dataDir","database"}
  --help  this text

0 is answered when a desk runs and is ready, 1 when it runs and is not, 3 when none runs.`,
  run: async (args, { out, config, stopped }) => {
    const { values, words } = readArguments(args, {});
    noWords(words);
    const { dataDir, databaseUrl } = config();
    const database = databaseUrl === undefined ? 'embedded' : placeOf(databaseUrl);
    const desk = await findDesk(dataDir);
    const ready = desk && (await readinessOf(desk.url, stopped));
    if (values.json)
      out(
        JSON.stringify({
          running: desk !== undefined,
          url: desk?.url ?? null,
          pid: desk?.pid ?? null,
          ready: ready?.ok ?? false,
          checks: ready?.checks ?? {},
          dataDir,
          database,
        }),
      );
    else {
      out(desk ? `The desk runs at ${desk.url} (process ${desk.pid}).` : 'No desk runs.');
      for (const [name, check] of Object.entries(ready?.checks ?? {})) out(`${name}: ${check.ok ? 'good' : 'not good'}, ${check.detail}`);
      out(`Data: ${dataDir}; database: ${database}`);
    }
    if (!desk) return exitCodes.unreachable;
    return ready?.ok ? exitCodes.ok : exitCodes.found;
  },
};

async function readinessOf(url: string, signal: AbortSignal) {
  // A desk that is not ready says so with an error's status and the same body.
  const answer: unknown = await fetch(`${url}/readyz`, { signal })
    .then((response) => response.json())
    .catch(() => undefined);
  return readiness.safeParse(answer).data;
}

/** Never the user or the password. */
const placeOf = (databaseUrl: string): string => {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
};
