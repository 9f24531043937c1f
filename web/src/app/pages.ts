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
  KeySquare,
  Layers,
  type LucideIcon,
  MapPin,
  Package,
  PackageCheck,
  PackageOpen,
  RefreshCw,
  Scale,
  ScrollText,
  Send,
  Settings2,
  ShieldCheck,
  Ticket,
  Users,
  Warehouse,
  Webhook,
} from 'lucide-react';

/** `may`: the permission without which the page is not shown. */
export type DeskPage = { to: string; name: string; group: (typeof pageGroups)[number]; jump?: string; icon: LucideIcon; may?: string };

/** The groups of the rail, from top to bottom. A new page joins the one whose people look for it there. */
export const pageGroups = ['orders', 'floor', 'stock', 'proof', 'desk'] as const;

/** The pages of the rail and the palette; `jump`, where there is one, is the key after `g`. */
export const pages: readonly DeskPage[] = [
  { to: '/orders', name: 'orders', group: 'orders', jump: 'o', icon: Boxes },
  { to: '/outbox', name: 'outbox', group: 'orders', jump: 'w', icon: Send },
  { to: '/where', name: 'where', group: 'orders', jump: 'f', icon: MapPin },
  { to: '/import', name: 'import', group: 'orders', jump: 'i', icon: FileDown, may: 'imports.run' },
  { to: '/pack', name: 'pack', group: 'floor', icon: PackageCheck, may: 'floor.work' },
  { to: '/batches', name: 'batches', group: 'floor', icon: Layers, may: 'labels.buy' },
  { to: '/boxes', name: 'boxes', group: 'floor', icon: PackageOpen, may: 'floor.manage' },
  { to: '/stock', name: 'stock', group: 'stock', jump: 'k', icon: Package },
  { to: '/shelves', name: 'shelves', group: 'stock', icon: Warehouse },
  { to: '/sync', name: 'sync', group: 'proof', jump: 's', icon: RefreshCw },
  { to: '/notifications', name: 'notifications', group: 'proof', jump: 'n', icon: BellRing },
  { to: '/ledger', name: 'ledger', group: 'proof', jump: 'l', icon: BookCheck },
  { to: '/parallel', name: 'parallel', group: 'proof', icon: Eye },
  { to: '/alerts', name: 'alerts', group: 'desk', jump: 'b', icon: Bell },
  { to: '/health', name: 'health', group: 'desk', jump: 'h', icon: Activity, may: 'desk.health' },
  { to: '/personal-data', name: 'personal', group: 'desk', jump: 'p', icon: ShieldCheck, may: 'personal.audit' },
  { to: '/privacy', name: 'privacy', group: 'desk', icon: Eraser, may: 'privacy.read' },
  { to: '/compliance', name: 'compliance', group: 'desk', jump: 'c', icon: Scale, may: 'privacy.read' },
  { to: '/accounts', name: 'accounts', group: 'desk', jump: 'a', icon: KeyRound },
  { to: '/carriers', name: 'carriers', group: 'desk', icon: Ticket, may: 'labels.manage' },
  { to: '/webhooks', name: 'webhooks', group: 'desk', icon: Webhook, may: 'webhooks.manage' },
  { to: '/people', name: 'people', group: 'desk', jump: 'm', icon: Users, may: 'people.read' },
  { to: '/keys', name: 'keys', group: 'desk', icon: KeySquare, may: 'keys.manage' },
  { to: '/audit', name: 'audit', group: 'desk', jump: 'u', icon: ScrollText, may: 'audit.read' },
  { to: '/settings', name: 'settings', group: 'desk', jump: ',', icon: Settings2 },
];
