/** What a person may do. Every route names one of these, or `open` for what answers without anybody being known. */
export const permissions = {
  'orders.read': 'see orders, without personal data',
  'orders.annotate': 'tag, note and assign orders',
  'orders.personal': 'reveal personal data and print it on slips',
  'orders.raw': 'see the raw answers of Amazon',
  'writes.ask': 'confirm, edit and cancel at Amazon',
  'views.keep': 'keep and share views',
  'imports.run': 'take in files',
  'sync.read': 'see the state of synchronisation',
  'sync.run': 'start a sweep and replay quarantine',
  'accounts.manage': 'connect and rename accounts',
  'personal.audit': 'see who read personal data',
} as const;

export type Permission = keyof typeof permissions;

export type Person = { id: string; name: string; permissions: readonly Permission[] };

/** Until people and roles arrive the desk listens on loopback only and whoever reaches it is its owner. */
export const owner: Person = { id: 'owner', name: 'Owner', permissions: Object.keys(permissions) as Permission[] };
