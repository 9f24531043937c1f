import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withSecretFiles } from './secret-files.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'waybill-secrets-'));
  file = path.join(folder, 'passphrase');
  await writeFile(file, 'a long passphrase\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (env: Record<string, string>) => {
  const wrong: string[] = [];
  return { env: withSecretFiles(env, (field, message) => wrong.push(`${field} ${message}`)), wrong };
};

test('a secret comes from the file that is named, without its line end', () => {
  expect(read({ WAYBILL_BACKUP_PASSPHRASE_FILE: file, PORT: '1' })).toMatchObject({
    env: { WAYBILL_BACKUP_PASSPHRASE: 'a long passphrase', PORT: '1' },
    wrong: [],
  });
});

test('a file that cannot be read, and a secret given twice, are named without their values', () => {
  const { wrong } = read({ DATABASE_URL_FILE: path.join(folder, 'none'), WAYBILL_MASTER_KEY_FILE: file, WAYBILL_MASTER_KEY: 'hush' });
  expect(wrong.map((text) => text.split(' ')[0] ?? '')).toEqual(['DATABASE_URL_FILE', 'WAYBILL_MASTER_KEY_FILE']);
  expect(wrong.join()).not.toMatch(/hush|long passphrase/);
});

test('what is no secret is not read from files', () => {
  expect(read({ PORT_FILE: file }).env).toEqual({ PORT_FILE: file });
});
