import type { PackSetup, StationState } from '#src/modules/packing/contract.ts';
import { CodeDialog } from '../dialogs/code-dialog.tsx';
import { GiftDialog } from '../dialogs/gift-dialog.tsx';
import { LabelDialog } from '../dialogs/label-dialog.tsx';
import { NoteDialog } from '../dialogs/note-dialog.tsx';
import { OverrideDialog } from '../dialogs/override-dialog.tsx';
import { PhotoDialog } from '../dialogs/photo-dialog.tsx';
import { QuantityDialog } from '../dialogs/quantity-dialog.tsx';
import { SettingsDialog } from '../dialogs/settings-dialog.tsx';
import { StationHelp } from '../dialogs/station-help.tsx';
import { TeachDialog } from '../dialogs/teach-dialog.tsx';
import { WeightDialog } from '../dialogs/weight-dialog.tsx';
import type { Scale } from '../scale/use-scale.ts';
import type { StationDesk } from './station-desk.ts';
import type { Panel } from './station-keys.ts';

type Props = {
  panel: Panel;
  desk: StationDesk;
  state: StationState;
  setup: PackSetup;
  scale: Scale;
  onPanel: (panel: Panel | null) => void;
};

/** What is open over the station. */
export function StationPanels({ panel, desk, state, setup, scale, onPanel }: Props) {
  const close = () => onPanel(null);
  const { order, recent, unknownCode } = state;
  const parcel = order?.parcels.at(-1) ?? recent[0];
  switch (panel) {
    case 'code':
      return <CodeDialog desk={desk} order={order} onClose={close} />;
    case 'quantity':
      return <QuantityDialog desk={desk} onClose={close} />;
    case 'weight':
      return <WeightDialog desk={desk} scale={scale} onClose={close} />;
    case 'note':
      return order && <NoteDialog desk={desk} order={order} onClose={close} />;
    case 'gift':
      return order && <GiftDialog order={order} onClose={close} />;
    case 'photo':
      return <PhotoDialog desk={desk} sessionId={state.sessionId} onClose={close} />;
    case 'override':
      return order && <OverrideDialog desk={desk} sessionId={state.sessionId} order={order} onClose={close} />;
    case 'teach':
      return unknownCode === null ? null : <TeachDialog desk={desk} sessionId={state.sessionId} code={unknownCode} onClose={close} />;
    case 'label':
      return parcel ? <LabelDialog desk={desk} sessionId={state.sessionId} parcel={parcel} onClose={close} /> : null;
    case 'settings':
      return <SettingsDialog scale={scale} onClose={close} />;
    case 'help':
      return <StationHelp boxes={setup.boxes} onClose={close} />;
  }
}
