import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from '../../scripts/chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'waybill-chromium-'));
const chrome = join(folder, 'google-chrome');
const text = join(folder, 'chromium');

beforeAll(() => {
  writeFileSync(chrome, '#!/bin/sh\n');
  chmodSync(chrome, 0o755);
  writeFileSync(text, 'not a program');
  chmodSync(text, 0o644);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a browser on the PATH is found, a file that is no program is passed over', () => {
  expect(findChromium({ PATH: ['/nowhere', folder].join(delimiter) })).toBe(chrome);
});

test('CHROMIUM_PATH goes first, and nothing else is tried when it is wrong', () => {
  expect(findChromium({ CHROMIUM_PATH: chrome, PATH: '' })).toBe(chrome);
  expect(findChromium({ CHROMIUM_PATH: text, PATH: folder })).toBeUndefined();
});
