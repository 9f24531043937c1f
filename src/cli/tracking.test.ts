import { expect, test } from 'vitest';
import { runCommand } from './run-command.ts';
import { tracking } from './tracking.ts';

async function run(...args: string[]) {
  const lines: string[] = [];
  const never = () => {
    throw new Error('tracking needs no configuration');
  };
  const code = await runCommand(['tracking', ...args], {
    out: (line) => lines.push(line),
    note: (line) => lines.push(line),
    config: never,
    stopped: new AbortController().signal,
  });
  return { code, lines };
}

test('--json prints one line and the exit code says whether the number is valid', async () => {
  const { code, lines } = await run('identify', '1Z 5R8 939 03 5756 7127', '--json');
  expect(code).toBe(0);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    number: '1Z 5R8 939 03 5756 7127',
    normalised: '1Z5R89390357567127',
    valid: true,
    carriers: [{ code: 'ups', name: 'UPS', format: 'ups_1z', valid: true }],
  });
  expect((await run('identify', '1Z5R89390357567128', '--json')).code).toBe(1);
  expect((await run('identify', 'nothing', '--json')).code).toBe(1);
});

test('in words: the carriers, the warning, the refusal', async () => {
  expect((await run('identify', '1Z5R89390357567127')).lines.join('\n')).toContain('UPS (ups_1z)');
  expect((await run('identify', '041441760228965')).lines.join('\n')).toContain('likely a typo');
  expect((await run('identify', '111-1234567-1234567')).lines.join('\n')).toContain('order id');
  expect((await run('identify', '1234', '5678', '9013', '--country', 'JP')).lines.join('\n')).toContain('Yamato');
});

test('--help explains, anything else is a usage error', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, lines: [expect.stringContaining('tracking identify')] });
  expect(await run('identify', '--help')).toMatchObject({ code: 0, lines: [expect.stringContaining(tracking.help)] });
  for (const args of [[], ['identify'], ['guess', '1'], ['identify', '1', '--what']]) expect((await run(...args)).code).toBe(2);
});
