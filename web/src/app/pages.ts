import { BookCheck, Boxes, FileDown, KeyRound, type LucideIcon, MapPin, RefreshCw, Send, Settings2, ShieldCheck } from 'lucide-react';

/** The pages of the rail and the palette; `jump` is the key after `g`. */
export const pages = [
  { to: '/orders', name: 'orders', jump: 'o', icon: Boxes },
  { to: '/outbox', name: 'outbox', jump: 'w', icon: Send },
  { to: '/sync', name: 'sync', jump: 's', icon: RefreshCw },
  { to: '/ledger', name: 'ledger', jump: 'l', icon: BookCheck },
  { to: '/where', name: 'where', jump: 'f', icon: MapPin },
  { to: '/import', name: 'import', jump: 'i', icon: FileDown },
  { to: '/personal-data', name: 'personal', jump: 'p', icon: ShieldCheck },
  { to: '/accounts', name: 'accounts', jump: 'a', icon: KeyRound },
  { to: '/settings', name: 'settings', jump: ',', icon: Settings2 },
] as const satisfies readonly { to: string; name: string; jump: string; icon: LucideIcon }[];
