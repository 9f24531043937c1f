import { describe, expect, it } from 'vitest';
import { keyName, nextStep } from './hotkeys.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  keyName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe('keys', () => {
  it('have the names that bindings use', () => {
    expect(press('j')).toBe('j');
    expect(press('X', { shiftKey: true })).toBe('X');
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('K', { metaKey: true })).toBe('mod+k');
    expect(press('Tab', { shiftKey: true })).toBe('shift+Tab');
  });

  it('a sequence waits for its second key and falls back to single keys', () => {
    const bindings = { 'g o': 'orders', o: 'open', j: 'down' };
    expect(nextStep(bindings, '', 'g')).toEqual({ run: undefined, pending: 'g' });
    expect(nextStep(bindings, 'g', 'o')).toEqual({ run: 'orders', pending: '' });
    expect(nextStep(bindings, 'g', 'j')).toEqual({ run: 'down', pending: '' });
    expect(nextStep(bindings, '', 'o')).toEqual({ run: 'open', pending: '' });
    expect(nextStep(bindings, '', 'z')).toEqual({ run: undefined, pending: '' });
  });
});
