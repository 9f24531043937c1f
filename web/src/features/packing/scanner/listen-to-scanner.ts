import { isTyping } from '../../../lib/hotkeys.ts';
import { type Heard, isEnd, press, quiet, settle } from './wedge.ts';

/**
 * Hears scans and keys anywhere on the page, before anything else does. `onHeard` answers whether a key means something
 * here. Gives back what ends it.
 */
export function listenToScanner(onHeard: (heard: Heard) => void, gapMs: () => number): () => void {
  let wedge = quiet;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What the field held before the burst that is coming in. */
  let field: { element: HTMLInputElement | HTMLTextAreaElement; value: string } | null = null;
  let altCode = '';

  const take = (event: KeyboardEvent, key: string) => {
    const inField = isTyping(event.target);
    if (event.timeStamp - wedge.last > gapMs() || wedge.text === '') field = inField ? textOf(event.target) : null;
    const step = press(wedge, { key, at: event.timeStamp, inField }, gapMs());
    wedge = step.wedge;
    if (step.held) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    clearTimeout(timer);
    if (wedge.text !== '') waitForMore(inField);
    for (const heard of step.heard) {
      if (heard.kind === 'scan' && inField) giveBack(field);
      onHeard(heard);
    }
  };

  const waitForMore = (inField: boolean) => {
    const due = performance.now() + gapMs() + 10;
    timer = setTimeout(() => {
      // The page was busy: what the scanner typed meanwhile may not have come to us yet.
      if (performance.now() - due > gapMs()) return waitForMore(inField);
      const heard = settle(wedge, inField);
      wedge = quiet;
      for (const each of heard) onHeard(each);
    }, gapMs() + 10);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.repeat || wantsScans(event.target)) return;
    const key = keyOf(event, wedge.text !== '');
    // A space that a person presses belongs to the button in focus, Enter and Tab to whatever they usually do.
    if (key === undefined || (key === ' ' && wedge.text === '')) return;
    if (event.altKey && /^\d$/.test(key)) altCode += key;
    else take(event, key);
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key !== 'Alt' || altCode === '') return;
    const character = String.fromCodePoint(Number(altCode) % 0x80);
    altCode = '';
    take(event, character);
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('keyup', onKeyUp, { capture: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    window.removeEventListener('keyup', onKeyUp, { capture: true });
  };
}

/** A field marked with `data-scans` takes what is scanned into it as if it were typed. */
const wantsScans = (target: EventTarget | null) => target instanceof HTMLElement && target.dataset['scans'] !== undefined;

/** The character of a press, `Enter` or `Tab`; undefined for all other keys. Scanners type FNC1 as Ctrl+] and ends as Ctrl+J or Ctrl+M. */
function keyOf(event: KeyboardEvent, isBurst: boolean): string | undefined {
  if (event.ctrlKey || event.metaKey) {
    if (!isBurst) return undefined;
    if (event.key === ']') return '\u{1D}';
    return event.key === 'j' || event.key === 'm' ? 'Enter' : undefined;
  }
  if (isEnd(event.key)) return event.shiftKey ? undefined : event.key;
  return [...event.key].length === 1 ? event.key : undefined;
}

const textOf = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? { element: target, value: target.value } : null;

/** Puts the field back to what it was, in a way that React hears of. */
function giveBack(field: { element: HTMLInputElement | HTMLTextAreaElement; value: string } | null): void {
  if (!field) return;
  const prototype = field.element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field.element, field.value);
  field.element.dispatchEvent(new Event('input', { bubbles: true }));
}
