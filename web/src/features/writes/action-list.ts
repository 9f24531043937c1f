import { Ban, FilePen, type LucideIcon, Printer, StickyNote, Tag, Truck, UserRound } from 'lucide-react';
import type { ActionKind } from './action-store.ts';

/** The actions in the order of the bars and menus, with their keys. Cancelling has none, on purpose. */
export const actionList: readonly { kind: ActionKind; hotkey: string | undefined; icon: LucideIcon }[] = [
  { kind: 'slips', hotkey: 'p', icon: Printer },
  { kind: 'confirm', hotkey: 'c', icon: Truck },
  { kind: 'edit', hotkey: 'e', icon: FilePen },
  { kind: 'tag', hotkey: 't', icon: Tag },
  { kind: 'note', hotkey: 'n', icon: StickyNote },
  { kind: 'assign', hotkey: 'a', icon: UserRound },
  { kind: 'cancel', hotkey: undefined, icon: Ban },
];
