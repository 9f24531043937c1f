/**
 * A scanner that types ("keyboard wedge") is told from a person by its speed: its characters come within `gapMs` of each
 * other and end with Enter or Tab. Pure: the page hands in each press with its time and does what the answer says.
 */
export type Wedge = { readonly text: string; readonly last: number };

/** What became of the characters collected: a scan, one key of a person, or a few characters of a scan that broke off. */
export type Heard = { kind: 'scan'; text: string } | { kind: 'key'; key: string } | { kind: 'broken'; text: string };
export type WedgeStep = { wedge: Wedge; heard: Heard[]; held: boolean };

export const quiet: Wedge = { text: '', last: Number.NEGATIVE_INFINITY };

/** Longer than this a burst is a scan even without Enter: many scanners come without a suffix. */
const unendedLength = 6;
/** In a field, where people type too, a burst must be this long before it is taken out of the field again. */
const fieldLength = 4;

export const isEnd = (key: string): boolean => key === 'Enter' || key === 'Tab';

/**
 * One press: a single character, Enter or Tab. `at` in milliseconds. `inField`: the focus is in a text field, whose
 * characters are its own until they turn out to be a scan. `held` says that the press must not reach the page.
 */
export function press(wedge: Wedge, { key, at, inField }: { key: string; at: number; inField: boolean }, gapMs: number): WedgeStep {
  const isFresh = wedge.text !== '' && at - wedge.last <= gapMs;
  const heard = isFresh ? [] : settle(wedge, inField);
  const text = isFresh ? wedge.text : '';
  if (!isEnd(key)) return { wedge: { text: text + key, last: at }, heard, held: !inField };
  if (text.length >= (inField ? fieldLength : 2)) return { wedge: quiet, heard: [...heard, { kind: 'scan', text }], held: true };
  return { wedge: quiet, heard: [...heard, ...settle({ text, last: at }, inField)], held: false };
}

/** What has been collected when nothing follows within the gap. */
export function settle({ text }: Wedge, inField: boolean): Heard[] {
  if (text === '' || inField) return [];
  if (text.length === 1) return [{ kind: 'key', key: text }];
  return [{ kind: text.length >= unendedLength ? 'scan' : 'broken', text }];
}
