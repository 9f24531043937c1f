import type { Page } from 'playwright-core';

/** Lets a file fall onto the drop zone, as from a folder. */
export async function drop(page: Page, zone: string, name: string, text: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], fileName ?? '', { type: 'text/plain' }));
      return transfer;
    },
    [name, text],
  );
  await page.getByText(zone, { exact: true }).dispatchEvent('drop', { dataTransfer: files });
}
