import type { HttpApp } from '#src/http/http-app.ts';
import { privacyRoutes } from '#src/http/routes/privacy.ts';
import { credentialBinding } from '#src/modules/accounts/index.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { forgetWords } from '#src/modules/guards/index.ts';
import { forgetHandover } from '#src/modules/handover/index.ts';
import { forgetLabels } from '#src/modules/labels/index.ts';
import { forgetMessages } from '#src/modules/notifications/index.ts';
import { forgetQuarantine, quarantineBinding } from '#src/modules/orders/index.ts';
import { forgetPacking } from '#src/modules/packing/index.ts';
import { type PrivacyDeps, runPurge } from '#src/modules/privacy/index.ts';
import type { Work } from '#src/platform/due.ts';
import type { OldPlace } from '#src/platform/keys/rewrap-rows.ts';
import { runKeys } from '#src/platform/keys/run-keys.ts';
import type { AppDeps } from './app-deps.ts';
import { complianceFacts } from './compliance-facts.ts';

type Deps = Pick<AppDeps, 'database' | 'sealing' | 'clock' | 'dataDir' | 'keyring'> & { publicUrl: string | undefined };

/** What keeps buyers' data no longer than it may, and the keys that it is sealed by. */
export function privacyParts({ database, sealing, clock, dataDir, keyring, publicUrl }: Deps): {
  works: Record<string, Work>;
  routes: ((app: HttpApp) => void)[];
} {
  const privacy: PrivacyDeps = {
    database,
    sealing,
    clock,
    dataDir,
    // Every module that keeps something about orders which may tell of a buyer takes it away itself.
    keepers: [
      { name: 'quarantine', forget: forgetQuarantine },
      { name: 'notifications', forget: forgetMessages },
      { name: 'labels', forget: forgetLabels },
      { name: 'handover', forget: forgetHandover },
      { name: 'packing', forget: forgetPacking },
      { name: 'guards', forget: forgetWords },
    ],
  };
  const accountIds = async () => (await listAccounts(database)).map((account) => account.accountId);
  return {
    works: {
      purge: runPurge(privacy),
      ...(keyring ? { keys: runKeys({ database, clock, keyring, accountIds, old: oldPlaces }) } : {}),
    },
    routes: [privacyRoutes({ privacy, keyring, measure: complianceFacts({ database, clock, keyring, publicUrl }) })],
  };
}

/** What was sealed before keys had versions, bound as its data is. */
const oldPlaces: readonly OldPlace[] = [
  { table: 'vault_order', column: 'wrapped_key', as: 'key', bound: (accountId, [orderId]) => `order ${accountId} ${orderId}` },
  { table: 'account_credential', column: 'sealed', as: 'sealed', bound: credentialBinding },
  { table: 'quarantine', column: 'sealed', as: 'sealed', bound: quarantineBinding },
];
