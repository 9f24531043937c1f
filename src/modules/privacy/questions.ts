import type { AccountId } from '#src/kernel/ids.ts';
import { vaultOrders } from '#src/modules/vault/questions.ts';
import type { Db } from '#src/platform/db.ts';
import { type ComplianceFacts, judgeDuties, worstOf } from './duty-rules.ts';
import { dutyWords } from './duty-words.ts';
import { type Hold, isAbout } from './hold-rules.ts';
import { allHolds } from './views.ts';

export type { ComplianceFacts } from './duty-rules.ts';
export { isInForce, keptBy } from './hold-rules.ts';
export { allHolds, lastPurges, openHolds } from './views.ts';

/** All holds about one order, those of its buyer among them. */
export async function holdsOfOrder(db: Db, accountId: AccountId, orderId: string): Promise<(Hold & { accountId: AccountId })[]> {
  const [held] = await vaultOrders(db, accountId, [orderId]);
  return (await allHolds(db, 500)).filter((hold) => isAbout(hold, { orderId, mails: held?.mails ?? [] }));
}

/** Every duty in words, with its state by the facts, and the state of all. */
export function dutiesOf(facts: ComplianceFacts) {
  const duties = judgeDuties(facts).map(({ id, ...judged }) => ({ id, ...dutyWords[id], ...judged }));
  return { state: worstOf(duties), duties };
}
