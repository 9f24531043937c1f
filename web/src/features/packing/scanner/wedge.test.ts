import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Heard, press, quiet, settle, type Wedge } from './wedge.ts';

const gapMs = 50;

/** All that is heard of presses with the pauses before them, and which of them the page never sees. */
function hear(presses: readonly { key: string; pause: number }[], inField = false): { heard: Heard[]; through: string[] } {
  let wedge: Wedge = quiet;
  let at = 1_000;
  const heard: Heard[] = [];
  const through: string[] = [];
  for (const { key, pause } of presses) {
    at += pause;
    const step = press(wedge, { key, at, inField }, gapMs);
    wedge = step.wedge;
    heard.push(...step.heard);
    if (!step.held) through.push(key);
  }
  return { heard: [...heard, ...settle(wedge, inField)], through };
}
const letters = (text: string) => text.split('');
const fast = (text: string, end?: string) => [...letters(text).map((key) => ({ key, pause: 5 })), ...(end ? [{ key: end, pause: 5 }] : [])];
const code = fc.string({ minLength: 2, maxLength: 40, unit: fc.constantFrom(...letters('0123456789ABCxyz-:/]')) });
const end = fc.constantFrom('Enter', 'Tab');

describe('a scanner that types', () => {
  it('gives what it read, whole and once, and its Enter presses no button', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(code, end), { maxLength: 5 }), (scans) => {
        const { heard, through } = hear(scans.flatMap(([text, key]) => fast(text, key)));
        expect(heard).toEqual(scans.map(([text]) => ({ kind: 'scan', text })));
        expect(through).toEqual([]);
      }),
    );
  });

  it('is never heard where a person types', () => {
    const slow = fc.record({
      key: fc.constantFrom(...letters('pus123?'), 'Enter', 'Tab'),
      pause: fc.integer({ min: gapMs + 1, max: 2_000 }),
    });
    fc.assert(
      fc.property(fc.array(slow, { maxLength: 20 }), (presses) => {
        const { heard, through } = hear(presses);
        expect(heard).toEqual(presses.filter(({ key }) => key.length === 1).map(({ key }) => ({ kind: 'key', key })));
        expect(through).toEqual(presses.filter(({ key }) => key.length > 1).map(({ key }) => key));
        expect(hear(presses, true)).toEqual({ heard: [], through: presses.map(({ key }) => key) });
      }),
    );
  });

  it('is heard in a field too, whose characters stay until the end', () => {
    expect(hear(fast('4006381333931', 'Enter'), true)).toEqual({
      heard: [{ kind: 'scan', text: '4006381333931' }],
      through: letters('4006381333931'),
    });
    expect(hear(fast('12', 'Enter'), true).heard).toEqual([]);
  });

  it('needs no Enter when it is long enough; a short one that breaks off is no key', () => {
    expect(hear(fast('4006381333931')).heard).toEqual([{ kind: 'scan', text: '4006381333931' }]);
    expect(hear(fast('400')).heard).toEqual([{ kind: 'broken', text: '400' }]);
    expect(hear([...fast('400'), { key: 'p', pause: 400 }]).heard).toEqual([
      { kind: 'broken', text: '400' },
      { kind: 'key', key: 'p' },
    ]);
  });

  it('lets Enter through after a key of a person', () => {
    expect(
      hear([
        { key: '3', pause: 500 },
        { key: 'Enter', pause: 20 },
      ]),
    ).toEqual({ heard: [{ kind: 'key', key: '3' }], through: ['Enter'] });
  });
});
