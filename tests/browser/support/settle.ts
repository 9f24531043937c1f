import type { Page } from 'playwright-core';

/** Waits until a page has loaded what it shows and nothing moves on it any more. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main').waitFor();
  await page.waitForFunction(
    () => document.querySelector('[aria-busy=true], [role=status][aria-label=Loading]') === null && document.fonts.status === 'loaded',
  );
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.all(ending.map((each) => each.finished.catch(() => undefined)));
  });
}
