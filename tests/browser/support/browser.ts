import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/chromium.ts';
import { cookieAt } from '../../support/signed-in.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Without a screen there is no preview to show: the browser dies when a page prints.
  '--disable-print-preview',
];

/** The system's Chromium, unseen, with an empty profile. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium() ?? '/usr/bin/chromium', headless: true, args: flags });

export type Visitor = {
  page: Page;
  /** What the browser found wrong so far: errors on the console, broken rules of the CSP, requests that failed. */
  complaints: string[];
  /** Throws what the browser complained of since the last time it was asked. */
  mustBeQuiet(): void;
  close(): Promise<void>;
};

/** A person with a browser of their own before a page of the desk, signed in as its owner where the test has done so. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  context.on('page', (page) => listen(page, complaints));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP: ${event.violatedDirective} forbids ${event.blockedURI || event.sample}`);
    });
  });
  const cookie = cookieAt(url);
  if (cookie) await context.addCookies(cookie.split('; ').map((each) => cookieFor(url, each)));
  const page = await context.newPage();
  await page.goto(url);
  const mustBeQuiet = () => {
    const heard = complaints.splice(0);
    if (heard.length > 0) throw new Error(`the browser complains:\n${heard.join('\n')}`);
  };
  return { page, complaints, mustBeQuiet, close: () => context.close() };
}

function cookieFor(url: string, text: string): { url: string; name: string; value: string } {
  const [name = '', value = ''] = text.split('=');
  return { url: new URL(url).origin, name, value };
}

function listen(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    // What a page asked for and then left is cancelled by the browser itself.
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') complaints.push(`request: ${request.url()} ${reason}`);
  });
}
