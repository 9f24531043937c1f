import { completeness } from './completeness.ts';
import { stock } from './stock.ts';
import { writes } from './writes.ts';

/** A long test that is run by hand. `run` prints a line for each thing it tries and gives the number of failures. */
export type Soak = { summary: string; options: string; run(args: string[]): Promise<number> };

/** `npm run soak -- <name> [options]`; the exit code says whether all held. */
const soaks: Readonly<Record<string, Soak>> = { completeness, stock, writes };

const [name = '', ...args] = process.argv.slice(2);
const soak = Object.hasOwn(soaks, name) ? soaks[name] : undefined;
if (!soak || args.includes('--help')) {
  const lines = Object.entries(soaks).map(([known, { summary, options }]) => `${known}: ${summary}\n${options}`);
  console.log(['usage: npm run soak -- <name> [options]', ...lines].join('\n'));
  process.exitCode = soak || name === '' || name === '--help' ? 0 : 2;
} else process.exitCode = (await soak.run(args)) === 0 ? 0 : 1;
