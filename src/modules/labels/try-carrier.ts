import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { CarrierKind } from './label.ts';
import type { LabelsDeps } from './labels-deps.ts';

/**
 * Asks a carrier whether it takes the key of the account. Throws CARRIER_UNAUTHORISED, CARRIER_UNAVAILABLE, and NOT_ALLOWED_NOW
 * for one that is off or has no key to try: Amazon's own go with the connection of the account.
 */
export async function tryCarrier(deps: Pick<LabelsDeps, 'carriersOf'>, accountId: AccountId, kind: CarrierKind): Promise<void> {
  const carrier = (await deps.carriersOf(accountId)).find((each) => each.kind === kind)?.carrier;
  if (!carrier) throw new AppError('NOT_ALLOWED_NOW', 'kind: this carrier is off or has no key; switch it on and give it one first');
  if (!carrier.tryKey)
    throw new AppError('NOT_ALLOWED_NOW', 'kind: labels of Amazon need no key of their own; the page Accounts checks the connection');
  await carrier.tryKey();
}
