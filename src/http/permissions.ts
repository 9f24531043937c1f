import type { RoleName } from '#src/modules/people/contract.ts';

/** What a person may do. Every route names one of these, or `open` for what answers without anybody being known. */
export const permissions = {
  'desk.use': 'use the desk and look after one’s own sign-in',
  'orders.read': 'see orders, without personal data',
  'orders.annotate': 'tag, note and assign orders',
  'orders.personal': 'reveal personal data and print it on slips',
  'orders.raw': 'see the raw answers of Amazon',
  'writes.ask': 'confirm, edit and cancel at Amazon',
  'labels.buy': 'see rates, buy labels and give them back',
  'labels.manage': 'set up carriers, parcels and rules of labels',
  'floor.work': 'pick, pack and hand over parcels',
  'floor.override': 'pack on after a stop that asks for a supervisor',
  'floor.manage': 'set up working days, cut-offs, waves and boxes',
  'views.keep': 'keep and share views',
  'stock.read': 'see products and stock',
  'stock.change': 'receive, count and move stock, and say which product a SKU is',
  'stock.manage': 'set up locations and how orders are spread over them',
  'imports.run': 'take in files',
  'sync.read': 'see the state of synchronisation',
  'sync.run': 'start a sweep and replay quarantine',
  'accounts.manage': 'connect and rename accounts',
  'webhooks.manage': 'tell other programs of what happens to orders',
  'privacy.read': 'see duties, keys, purges and legal holds',
  'privacy.manage': 'set legal holds, erase a buyer, look for traces and rotate keys',
  'personal.audit': 'see who read personal data',
  'desk.health': 'see how the desk itself is doing and hear of it',
  'desk.metrics': 'read the metrics of the desk',
  'people.read': 'see people, roles and access reviews',
  'people.manage': 'invite people, change roles and review access',
  'keys.manage': 'make keys for programs, with no more than one may do oneself',
  'audit.read': 'see and export who saw or changed what',
} as const;

export type Permission = keyof typeof permissions;

/** Who asks: a person in a browser, a program with a key, or a command of this machine. */
export type Person = {
  kind: 'person' | 'key' | 'command';
  id: string;
  name: string;
  role: RoleName;
  permissions: readonly Permission[];
  /** All accounts, also those to come. */
  seesAll: boolean;
  /** The session of the browser; a program has none. */
  sessionId: string | null;
};
