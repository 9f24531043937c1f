import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const elsewhere = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where the browser of the browser tests is: CHROMIUM_PATH if set, else the system's Chromium or Chrome. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = env['CHROMIUM_PATH'];
  if (given) return runnable(given) ? given : undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].find(runnable);
}

/** Finds Chromium, or installs it where that needs no questions (root on Debian or Ubuntu); else says what to install. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  const given = process.env['CHROMIUM_PATH'];
  if (given) throw new Error(`CHROMIUM_PATH names no program that can be run: ${given}`);
  if (process.getuid?.() === 0 && runnable('/usr/bin/apt-get')) {
    console.log('The browser tests need Chromium; installing it with apt-get.');
    const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    if (run('apt-get', ['update', '-qq'], quiet) && run('apt-get', ['install', '-y', '-qq', 'chromium'], quiet)) {
      const installed = findChromium();
      if (installed) return installed;
    }
  }
  throw new Error(
    'The browser tests need Chromium. Install it (Debian and Ubuntu: sudo apt-get install chromium; Fedora: sudo dnf install chromium; ' +
      'macOS: brew install --cask chromium), or set CHROMIUM_PATH to a Chromium or Chrome.',
  );
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
