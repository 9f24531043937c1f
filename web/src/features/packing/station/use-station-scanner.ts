import { useEffect, useRef } from 'react';
import type { PackSetup, StationState } from '#src/modules/packing/contract.ts';
import { isTypedWeight } from '../scale/scale-text.ts';
import { cleanCode } from '../scanner/clean-code.ts';
import { listenToScanner } from '../scanner/listen-to-scanner.ts';
import type { Heard } from '../scanner/wedge.ts';
import type { Instruction } from './instruction.ts';
import { wakeSound } from './sounds.ts';
import { boxKeys, type StationDesk } from './station-desk.ts';
import { type Panel, stationActions } from './station-keys.ts';
import { stationSettings } from './station-settings.ts';
import type { StationActions } from './use-station-actions.ts';
import { typedGrams } from './weight-text.ts';

type Given = {
  desk: StationDesk;
  state: StationState;
  setup: PackSetup;
  instruction: Instruction;
  panel: Panel | null;
  setPanel: (panel: Panel | null) => void;
  actions: StationActions;
};

/** What a scan does not close. */
const written: ReadonlySet<Panel> = new Set(['override', 'photo', 'note', 'label', 'teach', 'settings']);

/** Scans and keys anywhere on the page, wherever the focus is. */
export function useStationScanner(given: Given): void {
  const current = useRef(given);
  useEffect(() => {
    current.current = given;
  });
  useEffect(() => {
    const wake = () => wakeSound();
    window.addEventListener('pointerdown', wake);
    window.addEventListener('keydown', wake);
    const stop = listenToScanner(
      (heard) => onHeard(heard, current.current),
      () => stationSettings().gapMs,
    );
    return () => {
      window.removeEventListener('pointerdown', wake);
      window.removeEventListener('keydown', wake);
      stop();
    };
  }, []);
}

function onHeard(heard: Heard, given: Given): void {
  const { desk, panel, setPanel } = given;
  if (heard.kind === 'key') {
    if (!panel) onKey(heard.key, given);
    return;
  }
  if (heard.kind === 'broken') return desk.say('ask', 'readBadly', { text: heard.text });
  const code = cleanCode(heard.text, stationSettings());
  if (code === '') return;
  // What somebody is writing is not lost by scanning on, and a word of a supervisor is not given by it.
  if (panel && written.has(panel)) return desk.say('ask', 'closeFirst');
  const grams = weightIn(code, given);
  if (panel) setPanel(null);
  if (grams !== undefined) return desk.act({ act: 'weight', grams, source: 'scale' });
  // These two are for the page itself, all other commands for the desk.
  const command = code.toUpperCase();
  if (command === 'OK') return desk.acknowledge();
  if (command === 'PRINT') return given.actions.run('print');
  desk.scan(code);
}

/** A scale that types is a scanner to this page: what it sends is a weight by its unit, or while a weight is wanted. */
function weightIn(code: string, { panel, setup, instruction, state }: Given): number | undefined {
  if (!state.order) return undefined;
  const { unit } = stationSettings();
  if (isTypedWeight(code)) return typedGrams(code, unit);
  const wanted = panel === 'weight' || instruction.step === 'weigh' || instruction.step === 'weightOff';
  const isBox = setup.boxes.some((box) => box.code === code);
  return wanted && !isBox && /^\d{1,5}([.,]\d{1,3})?$/.test(code) ? typedGrams(code, unit) : undefined;
}

function onKey(key: string, { desk, state, setup, actions }: Given): void {
  if (/^[1-9]$/.test(key)) {
    const index = Number(key) - 1;
    const { order, candidates } = state;
    const candidate = order ? undefined : candidates[index];
    const box = order ? boxKeys(order, setup)[index] : undefined;
    if (candidate) desk.act({ act: 'open', accountId: candidate.accountId, orderId: candidate.orderId });
    if (box) desk.act({ act: 'box', boxId: box.boxId });
    return;
  }
  const wanted = key.toLowerCase();
  const found = stationActions.find((each) => each.key === wanted);
  if (found) actions.run(found.action);
}
