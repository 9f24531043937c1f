/** How long a hidden frame stays: the browser's print dialog may be open that long. */
const frameLifeMs = 5 * 60_000;
const loadMs = 5_000;

/**
 * Prints a file that the browser can show (PDF, PNG) through a frame that nobody sees: with a kiosk printer set up in the
 * browser no dialog appears. False where the browser does not let a page print it; then it opens beside.
 */
export async function printFile(file: Blob): Promise<boolean> {
  const url = URL.createObjectURL(file);
  const frame = document.createElement('iframe');
  frame.title = 'print';
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.className = 'fixed -left-full size-0 border-0';
  const loaded = new Promise<void>((resolve) => frame.addEventListener('load', () => resolve(), { once: true }));
  frame.src = url;
  document.body.append(frame);
  setTimeout(() => {
    frame.remove();
    URL.revokeObjectURL(url);
  }, frameLifeMs);
  // A browser that saves the file instead of showing it never says that it is loaded.
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, loadMs))]);
  // The viewer of PDF files takes the keys, and the next scan would go into it.
  const takeBack = () => {
    if (document.activeElement !== frame) return;
    frame.blur();
    window.focus();
  };
  window.addEventListener('blur', () => setTimeout(takeBack), { signal: AbortSignal.timeout(frameLifeMs) });
  try {
    frame.contentWindow?.print();
    takeBack();
    return true;
  } catch {
    return window.open(url, '_blank', 'noopener') !== null;
  }
}
