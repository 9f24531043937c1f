import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { startDeskProcess } from '../tests/support/desk-process.ts';
import { ensureChromium } from './chromium.ts';
import { root } from './run.ts';

/** `npm run screenshots`: the pictures of the README, taken of the demo shop. */
const dataDir = await mkdtemp(path.join(tmpdir(), 'waybill-pictures-'));
const desk = await startDeskProcess(dataDir);
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  await mkdir(`${root}docs/images`, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  // The demo shop is all in within half a minute.
  for (let all = 0; all < 1_790; ) {
    await page.waitForTimeout(1_000);
    all = ((await (await fetch(`${desk.url}/api/v1/orders/counts`)).json()) as { counts: { all: number } }).counts.all;
  }
  await page.goto(`${desk.url}/orders?tab=unshipped`);
  await page.locator('[role="row"]').nth(5).waitFor();
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: `${root}docs/images/orders.png` });
} finally {
  await browser.close();
  await desk.kill('SIGINT');
  await rm(dataDir, { recursive: true, force: true });
}
