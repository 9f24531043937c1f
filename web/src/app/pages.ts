import {
  Activity,
  Bell,
  BellRing,
  BookCheck,
  Boxes,
  Eraser,
  Eye,
  FileDown,
  KeyRound,
  type LucideIcon,
  MapPin,
  RefreshCw,
  Scale,
  Send,
  Settings2,
  ShieldCheck,
  Webhook,
} from 'lucide-react';

type DeskPage = { to: string; name: string; group: (typeof pageGroups)[number]; jump?: string; icon: LucideIcon };

/** The groups of the rail, from top to bottom. A new page joins the one whose people look for it there. */
export const pageGroups = ['orders', 'proof', 'desk'] as const;

/** The pages of the rail and the palette; `jump`, where there is one, is the key after `g`. */
export const pages: readonly DeskPage[] = [
  { to: '/orders', name: 'orders', group: 'orders', jump: 'o', icon: Boxes },
  { to: '/outbox', name: 'outbox', group: 'orders', jump: 'w', icon: Send },
  { to: '/where', name: 'where', group: 'orders', jump: 'f', icon: MapPin },
  { to: '/import', name: 'import', group: 'orders', jump: 'i', icon: FileDown },
  { to: '/sync', name: 'sync', group: 'proof', jump: 's', icon: RefreshCw },
  { to: '/notifications', name: 'notifications', group: 'proof', jump: 'n', icon: BellRing },
  { to: '/ledger', name: 'ledger', group: 'proof', jump: 'l', icon: BookCheck },
  { to: '/parallel', name: 'parallel', group: 'proof', icon: Eye },
  { to: '/alerts', name: 'alerts', group: 'desk', jump: 'b', icon: Bell },
  { to: '/health', name: 'health', group: 'desk', jump: 'h', icon: Activity },
  { to: '/personal-data', name: 'personal', group: 'desk', jump: 'p', icon: ShieldCheck },
  { to: '/privacy', name: 'privacy', group: 'desk', icon: Eraser },
  { to: '/compliance', name: 'compliance', group: 'desk', jump: 'c', icon: Scale },
  { to: '/accounts', name: 'accounts', group: 'desk', jump: 'a', icon: KeyRound },
  { to: '/webhooks', name: 'webhooks', group: 'desk', icon: Webhook },
  { to: '/settings', name: 'settings', group: 'desk', jump: ',', icon: Settings2 },
];
