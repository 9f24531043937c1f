import type { Page } from 'playwright-core';

/** A scanner that types what it read into whatever has the focus, and ends with Enter: all of it within a millisecond. */
export const scan = (page: Page, code: string, end: 'Enter' | 'Tab' | '' = 'Enter'): Promise<void> =>
  page.evaluate(
    ([text, last]) => {
      const at = performance.now();
      for (const key of [...(text ?? ''), ...(last ? [last] : [])]) {
        const target = document.activeElement ?? document.body;
        const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        // The time at which a key was pressed is the keyboard's, however busy the machine is.
        Object.defineProperty(press, 'timeStamp', { value: at });
        const fresh = target.dispatchEvent(press);
        // A key that nobody kept is written into the field, as the browser does with real ones.
        if (!fresh || key.length > 1 || !(target instanceof HTMLInputElement)) continue;
        const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        write?.call(target, target.value + key);
        target.dispatchEvent(new Event('input', { bubbles: true }));
      }
    },
    [code, end],
  );
