import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import type { ConnectBody, ConnectResult } from './contract.ts';
import type { ProbeFor } from './ports.ts';
import { type AccountsDeps, saveAccount } from './save-account.ts';
import { listAccounts } from './views.ts';

type Deps = AccountsDeps & {
  probeFor: ProbeFor;
  /** Lets the first sweep begin, in the transaction that stores the account. */
  begin: (tx: Tx, accountId: AccountId) => Promise<void>;
};

/**
 * Connects an account step by step and says what each step found. Stored only when token and marketplaces work; orders
 * and addresses may be missing for want of a role, which is told and can be mended later.
 */
export async function connectAccount(deps: Deps, body: ConnectBody): Promise<ConnectResult> {
  const { accountId, name, region, sellerId, ...credentials } = body;
  const existing =
    accountId === undefined ? undefined : (await listAccounts(deps.database)).find((account) => account.accountId === accountId);
  if (accountId !== undefined && !existing) throw new AppError('ACCOUNT_NOT_FOUND', `there is no account ${accountId}`);
  if (existing && existing.host === 'simulator')
    throw new AppError(
      'NOT_ALLOWED_NOW',
      'the demo shop cannot become a real account; connect a new one, and remove the demo when you like',
    );
  const probe = deps.probeFor(region, credentials);
  const steps: ConnectResult['steps'] = [];
  const step = async <T>(
    name: ConnectResult['steps'][number]['step'],
    work: () => Promise<{ detail: string; ok?: boolean; value: T }>,
  ): Promise<T | undefined> => {
    try {
      const { detail, ok = true, value } = await work();
      steps.push({ step: name, ok, detail });
      return value;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      steps.push({ step: name, ok: false, detail: error.message });
      return undefined;
    }
  };

  const signedIn = await step('token', async () => {
    await probe.signIn();
    return { detail: 'Amazon gave a token for these credentials.', value: true };
  });
  const stores =
    signedIn &&
    (await step('marketplaces', async () => {
      const list = await probe.participations();
      const active = list.filter((store) => store.participates);
      return {
        ok: active.length > 0,
        detail:
          active.length > 0
            ? `The account sells in ${active.length} stores.`
            : 'The account sells in no store of this region; is it the right region?',
        value: list,
      };
    }));
  if (!stores || stores.every((store) => !store.participates)) return { connected: false, accountId: null, steps };
  const seen = await step('orders', async () => {
    const value = await probe.lookAtOrders();
    return {
      detail:
        value.orders > 0
          ? `Orders of the last days can be read (${value.orders} seen).`
          : 'Orders can be read; there were none in the last days.',
      value,
    };
  });
  if (seen)
    steps.push({
      step: 'personal',
      ok: seen.addresses !== 'withheld',
      detail: {
        given: 'Addresses are given.',
        withheld:
          'Addresses are withheld: the application lacks the role Direct-to-Consumer Shipping (restricted). Slips will have no address until it is granted.',
        none: 'No open order of your own shipping was there to tell whether addresses are given.',
      }[seen.addresses],
    });
  const id = await saveAccount(
    deps,
    {
      name,
      region,
      sellerId,
      host: 'amazon',
      credentials,
      marketplaces: stores.map(({ marketplaceId, participates, storeName }) => ({ marketplaceId, participates, storeName })),
    },
    existing,
    deps.begin,
  );
  return { connected: true, accountId: id, steps };
}
