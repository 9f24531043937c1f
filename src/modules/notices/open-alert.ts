import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { AlertDetails, AlertKindName } from './alert-kinds.ts';
import { closeAlerts, putAlerts } from './store.ts';

export type NewAlert = {
  accountId: AccountId;
  kind: AlertKindName;
  /** What it is about within its kind: an order id, a day. The same account, kind and key are open once at a time. */
  key: string;
  /** What its words are filled with. No personal data. */
  details?: AlertDetails;
  at: Date;
};

export type AlertName = Omit<NewAlert, 'details'>;

/**
 * Opens an alert in the transaction of its cause, which must be open for the account (`deskId` for the desk itself).
 * Opened again while open it only takes the new details: nobody is told twice.
 */
export async function openAlert(tx: Tx, { accountId, kind, key, details = {}, at }: NewAlert): Promise<void> {
  if (await putAlerts(tx, accountId, kind, [{ key, details }], at)) await poke(tx, accountId, 'tell', at);
}

/** Closes an alert in the transaction in which its cause went; nothing happens when it is not open. */
export const resolveAlert = (tx: Tx, { accountId, kind, key, at }: AlertName): Promise<void> =>
  closeAlerts(tx, accountId, kind, { keys: [key] }, at);

/** Makes exactly these the open alerts of a kind: opens what is new, closes what is no longer there. */
export async function matchAlerts(
  tx: Tx,
  {
    accountId,
    kind,
    alerts,
    at,
  }: { accountId: AccountId; kind: AlertKindName; alerts: readonly Pick<NewAlert, 'key' | 'details'>[]; at: Date },
): Promise<void> {
  await closeAlerts(tx, accountId, kind, { except: alerts.map(({ key }) => key) }, at);
  const isNew = await putAlerts(
    tx,
    accountId,
    kind,
    alerts.map(({ key, details = {} }) => ({ key, details })),
    at,
  );
  if (isNew) await poke(tx, accountId, 'tell', at);
}
