import { expect, test } from 'vitest';
import { commands, runCommand } from './run-command.ts';

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await runCommand(args, {
    out: (line) => (said.out += `${line}\n`),
    note: (line) => (said.err += `${line}\n`),
    config: () => {
      throw new Error('this needs no configuration');
    },
    stopped: new AbortController().signal,
  });
  return { code, ...said };
}

test('the list of commands, all of them or those that begin alike', async () => {
  const { code, out, err } = await run('--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`  ${name} +${summary}`));
  expect(await run('import', '--help')).toMatchObject({ code: 0, out: expect.stringMatching(/import orders[^]*import listings/) });
  expect((await run('import', '--help')).out).not.toContain('quarantine');
});

test.each(commands.map(({ name }) => name))('%s --help says how it is used, its options and exit codes', async (name) => {
  const { code, out } = await run(...name.split(' '), '--help');
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^Usage: npm run waybill -- ${name} `));
  for (const text of ['--json', '--help', 'Exit code: 0 done']) expect(out).toContain(text);
});

test('what is not understood says why, on standard error, with code 2', async () => {
  const wrong: [string[], string][] = [
    [[], 'Usage'],
    [['imprt', 'orders'], 'imprt orders: there is no such command'],
    [['import', 'orders'], 'file is missing'],
    [['import', 'orders', 'a.txt', 'b.txt'], 'one file is wanted, not 2'],
    [['import', 'orders', 'a.txt', '--marketplace', 'Narnia'], '--marketplace must be one of CA, US'],
    [['accounts', '--frob'], "Unknown option '--frob'"],
    [['accounts', 'all'], 'nothing is wanted here but options'],
    [['orders', '--limit', '0'], '--limit must be a whole number from 1 to 200'],
    [['orders', '--tab', 'lost'], '--tab must be one of'],
    [['replay', '--id', 'x'], '--id must be a whole number'],
  ];
  for (const [args, why] of wrong)
    expect(await run(...args), args.join(' ')).toMatchObject({ code: 2, out: '', err: expect.stringContaining(why) });
});
