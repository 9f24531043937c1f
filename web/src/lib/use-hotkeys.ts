import { useEffect, useRef } from 'react';
import { edits, isTyping, keyName, nextStep, ownedByControl } from './hotkeys.ts';

/** A key that answers `false` leaves the press to the browser. */
type Bindings = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

/** The last mounted set that knows a key answers it; a dialog silences everything beneath it. */
const layers: { bindings: () => Bindings; exclusive: boolean }[] = [];
let pending = '';
let pendingSince = 0;

function onKey(event: KeyboardEvent): void {
  const name = keyName(event);
  if (event.defaultPrevented || event.isComposing || ownedByControl(event)) return;
  if (isTyping(event.target) && (!name.startsWith('mod+') || edits.has(name))) {
    if (name === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
    return;
  }
  if (event.timeStamp - pendingSince > 1_500) pending = '';
  const before = pending;
  pending = '';
  const heard = heardLayers();
  // A sequence that somebody waits for goes before the single key of who stands above: `g t` on a page where t is a key.
  const inSequence = before ? heard.filter(({ bindings }) => Object.hasOwn(bindings(), `${before} ${name}`)) : [];
  for (const { bindings } of [...inSequence, ...heard]) {
    const step = nextStep(bindings(), before, name);
    if (step.run) {
      if (step.run(event) !== false) event.preventDefault();
      return;
    }
    if (step.pending) {
      pending = step.pending;
      pendingSince = event.timeStamp;
      return;
    }
  }
}

/** From the top down to the first that silences the rest. */
function heardLayers(): typeof layers {
  const fromTop = layers.toReversed();
  const last = fromTop.findIndex(({ exclusive }) => exclusive);
  return last < 0 ? fromTop : fromTop.slice(0, last + 1);
}

/** Keys while the component is mounted, by the names of `keyName`; two keys with a space between are a sequence. */
export function useHotkeys(bindings: Bindings, options: { exclusive?: boolean } = {}): void {
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  });
  const { exclusive = false } = options;
  useEffect(() => {
    const layer = { bindings: () => current.current, exclusive };
    if (layers.length === 0) document.addEventListener('keydown', onKey);
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) document.removeEventListener('keydown', onKey);
    };
  }, [exclusive]);
}
