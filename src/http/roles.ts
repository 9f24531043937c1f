import type { RoleName } from '#src/modules/people/contract.ts';
import { type Permission, permissions } from './permissions.ts';

const everyone: readonly RoleName[] = ['manager', 'warehouse', 'support', 'analyst', 'developer', 'readonly'];
const desk: readonly RoleName[] = ['manager', 'warehouse', 'support'];

/**
 * Which roles have a permission; the owner has them all. A new permission must say here who gets it: the compiler asks.
 * Least privilege: personal data is for those who pack and those who answer buyers.
 */
const rolesOf: Record<Permission, readonly RoleName[]> = {
  'desk.use': everyone,
  'orders.read': everyone,
  'orders.annotate': desk,
  'orders.personal': desk,
  'orders.raw': ['manager', 'support', 'developer'],
  'writes.ask': desk,
  'labels.buy': ['manager', 'warehouse'],
  'labels.manage': ['manager'],
  'floor.work': ['manager', 'warehouse'],
  'floor.override': ['manager'],
  'floor.manage': ['manager'],
  'views.keep': everyone,
  'stock.read': everyone,
  'stock.change': ['manager', 'warehouse'],
  'stock.manage': ['manager'],
  'imports.run': ['manager', 'warehouse'],
  'sync.read': everyone,
  'sync.run': ['manager', 'developer'],
  'accounts.manage': [],
  'webhooks.manage': ['manager', 'developer'],
  'privacy.read': ['manager'],
  'privacy.manage': ['manager'],
  'personal.audit': ['manager'],
  'desk.health': ['manager', 'developer'],
  'desk.metrics': ['developer'],
  'people.manage': [],
  'people.read': ['manager'],
  'keys.manage': ['manager', 'developer'],
  'audit.read': ['manager'],
};

/** What a role may do. */
export const permissionsOf = (role: RoleName): readonly Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => role === 'owner' || rolesOf[permission].includes(role));
