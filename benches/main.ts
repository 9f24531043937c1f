import { allocate } from './allocate.ts';
import { api } from './api.ts';
import { backfill } from './backfill.ts';
import { freshness } from './freshness.ts';
import { ingest } from './ingest.ts';
import { labels } from './labels.ts';
import { isParseError } from './options.ts';
import { pack } from './pack.ts';
import { type Bench, table } from './report.ts';
import { search } from './search.ts';
import { soakLoad } from './soak-load.ts';
import { start } from './start.ts';

/** `npm run bench -- <name> [options] [--json]`: a table for people and, as the last line, the report as JSON; with --json that line alone. */
const benches: Readonly<Record<string, Bench>> = {
  api,
  allocate,
  backfill,
  freshness,
  ingest,
  labels,
  pack,
  search,
  start,
  'soak-load': soakLoad,
};

const [name = '', ...rest] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench) await run(bench, rest);
else {
  console.log(usage());
  process.exitCode = name === '' || name === '--help' ? 0 : 2;
}

async function run({ run: work, options }: Bench, all: string[]): Promise<void> {
  if (all.includes('--help')) {
    console.log(`npm run bench -- ${name}\n${options}`);
    return;
  }
  const json = all.includes('--json');
  try {
    const report = await work(
      all.filter((arg) => arg !== '--json'),
      (line) => json || console.error(line),
    );
    if (!json) console.log(`${table(report.results)}\n`);
    console.log(JSON.stringify(report));
  } catch (error) {
    if (!isParseError(error)) throw error;
    console.error(`${error.message}\n${options}`);
    process.exitCode = 2;
  }
}

function usage(): string {
  const lines = Object.entries(benches).map(([known, { summary, options }]) => `${known}: ${summary}${options ? `\n${options}` : ''}`);
  return ['usage: npm run bench -- <name> [options] [--json]', ...lines].join('\n');
}
