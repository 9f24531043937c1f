import { useMemo } from 'react';
import type { PackParcel, StationState } from '#src/modules/packing/contract.ts';
import { takeOver } from '../pack-queries.ts';
import type { Instruction } from './instruction.ts';
import type { StationDesk } from './station-desk.ts';
import { type Panel, possible, type StationAction } from './station-keys.ts';
import { setStationSettings, stationSettings } from './station-settings.ts';

export type StationActions = { run: (action: StationAction) => void; possible: ReadonlySet<StationAction> };

type Given = {
  desk: StationDesk;
  state: StationState;
  instruction: Instruction;
  setPanel: (panel: Panel | null) => void;
  print: (parcel: PackParcel) => void;
};

const panels: Partial<Record<StationAction, Panel>> = {
  quantity: 'quantity',
  weight: 'weight',
  photo: 'photo',
  label: 'label',
  gift: 'gift',
  note: 'note',
  override: 'override',
  code: 'code',
  help: 'help',
};

/** What keys and buttons do. */
export function useStationActions({ desk, state, instruction, setPanel, print }: Given): StationActions {
  const open = useMemo(() => possible(state), [state]);

  const take = async () => {
    if (!state.order) return;
    const { accountId, orderId } = state.order;
    try {
      desk.sender.show(await takeOver(state.sessionId, { accountId, orderId }));
      desk.acknowledge();
    } catch (error) {
      desk.say('bad', 'refused', { text: error instanceof Error ? error.message : '' });
    }
  };

  const run = (action: StationAction) => {
    const feedback = desk.feedback.get();
    // Enter and Esc first say "seen": nobody finishes a parcel by putting a warning away.
    if ((action === 'finish' || action === 'leave') && feedback && feedback.tone !== 'good') return desk.acknowledge();
    const { order } = state;
    switch (action) {
      case 'mute':
        return setStationSettings({ muted: !stationSettings().muted });
      case 'finish':
        if (instruction.step === 'finish') desk.act({ act: 'finish' });
        else if (order) desk.say('ask', `notYet.${open.has('newParcel') ? 'units' : 'steps'}`);
        return;
      case 'newParcel':
        if (open.has('newParcel')) desk.act({ act: 'finish' });
        return;
      case 'undo':
        if (order) desk.act({ act: 'undo' });
        return;
      case 'leave':
        if (order) desk.act({ act: 'leave' });
        else if (state.candidates.length > 0) desk.act({ act: 'leave' });
        return;
      case 'takeOver':
        if (open.has('takeOver')) void take();
        return;
      case 'print': {
        const last = order?.parcels.at(-1) ?? state.recent[0];
        if (last?.label.printable) print(last);
        return;
      }
      default: {
        const panel = panels[action];
        if (panel && open.has(action)) setPanel(panel);
      }
    }
  };
  return { run, possible: open };
}
