import { Ban, FilePen, Hand, type LucideIcon, Printer, StickyNote, Tag, Ticket, Truck, UserRound } from 'lucide-react';
import type { ActionKind } from './action-store.ts';

/** The actions in the order of the bars and menus, with their keys and the permissions they need. Cancelling has no key, on purpose. */
export const actionList: readonly { kind: ActionKind; hotkey: string | undefined; icon: LucideIcon; may: string }[] = [
  { kind: 'slips', hotkey: 'p', icon: Printer, may: 'orders.personal' },
  { kind: 'label', hotkey: 'l', icon: Ticket, may: 'labels.buy' },
  { kind: 'confirm', hotkey: 'c', icon: Truck, may: 'writes.ask' },
  { kind: 'edit', hotkey: 'e', icon: FilePen, may: 'writes.ask' },
  { kind: 'tag', hotkey: 't', icon: Tag, may: 'orders.annotate' },
  { kind: 'note', hotkey: 'n', icon: StickyNote, may: 'orders.annotate' },
  { kind: 'assign', hotkey: 'a', icon: UserRound, may: 'orders.annotate' },
  { kind: 'hold', hotkey: 'h', icon: Hand, may: 'orders.annotate' },
  { kind: 'cancel', hotkey: undefined, icon: Ban, may: 'writes.ask' },
];
