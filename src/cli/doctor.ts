import type { Finding } from '#src/upkeep/index.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { noWords, readArguments } from './read-arguments.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'look at everything a support person would ask about',
  help: `Usage: npm run waybill -- doctor [--json]

Looks at versions, configuration (secrets hidden), the data folder, disk and memory, the database and its role, migrations,
clocks, keys, due work, each account's sync, quota, writes and quarantine, and backups. The desk may run or not; nothing is
changed. Each line that is not ok says what to do.

  --json  one line: {"ok","findings":[{"area","name","state":"ok|warn|fail","detail","remedy"}]}
  --help  this text

1 is answered when a line says fail.`,
  run: async (args, { out, config }) => {
    const { values, words } = readArguments(args, {});
    noWords(words);
    const { runDoctor } = await import('#src/upkeep/index.ts');
    const found = await runDoctor(config());
    const failed = found.filter(({ state }) => state === 'fail').length;
    if (values.json) out(JSON.stringify({ ok: failed === 0, findings: found }));
    else {
      for (const line of found.flatMap(linesOf)) out(line);
      const warned = found.filter(({ state }) => state === 'warn').length;
      out(`${found.length} looked at: ${failed} fail, ${warned} warn`);
    }
    return failed === 0 ? exitCodes.ok : exitCodes.found;
  },
};

const linesOf = ({ area, name, state, detail, remedy }: Finding): string[] => [
  `${state.padEnd(5)} ${area.padEnd(14)} ${name}: ${detail}`,
  ...(remedy === undefined ? [] : [`${' '.repeat(21)}${remedy}`]),
];
