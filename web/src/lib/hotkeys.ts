/** What one key press means: `j`, `Enter`, `?`, `mod+k`. Shift is part of the character, except for named keys. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  const shift = event.shiftKey && event.key.length > 1 ? 'shift+' : '';
  return `${mod}${alt}${shift}${event.key.length === 1 && mod ? event.key.toLowerCase() : event.key}`;
}

export type Step<T> = { run: T | undefined; pending: string };

/** Finds what a press does after `pending` (the first key of a sequence such as `g o`), or waits for the second key. */
export function nextStep<T>(bindings: Readonly<Record<string, T>>, pending: string, key: string): Step<T> {
  const sequence = pending ? `${pending} ${key}` : key;
  if (Object.hasOwn(bindings, sequence)) return { run: bindings[sequence], pending: '' };
  if (Object.keys(bindings).some((name) => name.startsWith(`${sequence} `))) return { run: undefined, pending: sequence };
  return pending ? nextStep(bindings, '', key) : { run: undefined, pending: '' };
}

/** Select all, copy, paste, cut, undo and redo: in a field they mean its text. */
export const edits: ReadonlySet<string> = new Set(['a', 'c', 'v', 'x', 'z', 'y'].map((key) => `mod+${key}`));

/** Keys typed into a field belong to the field, except those with Ctrl that do not edit it. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) && !isTick(target)))
  );
}

const isTick = (element: HTMLElement) => element instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(element.type);

/** Enter, Space and the arrows belong to the button, link or choice that has the focus. */
export function ownedByControl({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || !/^(Enter| |Arrow\w+|Home|End|Page\w+)$/.test(key)) return false;
  return target.closest('button, a, summary, input, select, textarea, pre, [role^="menu"], [role="option"]') !== null;
}
